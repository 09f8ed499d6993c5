import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useId } from 'react';

const Card = styled('section')(({ theme }) => ({
  display: 'grid',
  gridTemplateRows: 'auto auto 1fr auto',
  gap: 6,
  padding: 20,
  borderRadius: 10,
  textAlign: 'left',
  background: theme.palette.background.paper,
  border: `1px solid ${theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'}`,
  '& h2': { fontSize: 17, fontWeight: 600, margin: 0 },
  '& p': { fontSize: 14 },
}));

const Role = styled('p')(({ theme }) => ({
  color: theme.palette.mode === 'dark' ? '#a9b3bf' : '#59646f',
}));

const Enter = styled(Button)({
  textTransform: 'none',
  fontWeight: 600,
  marginTop: 8,
});

/** One person to be: who they are and what they may do. */
export function PersonCard(props: {
  name: string;
  role: string;
  may: string;
  action: string;
  onChoose: () => void;
}) {
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <h2 id={id}>{props.name}</h2>
      <Role>{props.role}</Role>
      <p>{props.may}</p>
      <Enter variant="contained" disableElevation onClick={props.onChoose}>
        {props.action}
      </Enter>
    </Card>
  );
}
