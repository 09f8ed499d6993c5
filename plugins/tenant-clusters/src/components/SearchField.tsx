import InputBase from '@mui/material/InputBase';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';

const Field = styled(InputBase)(({ theme }) => ({
  fontSize: 14,
  minWidth: 230,
  borderRadius: 6,
  padding: '1px 10px',
  background: theme.palette.background.paper,
  border: `1px solid ${theme.palette.mode === 'dark' ? '#6b6b6b' : '#b9bfc6'}`,
  '&:focus-within': { outline: `2px solid ${theme.palette.primary.main}` },
  '& input::placeholder': { opacity: 0.75 },
  '@media (max-width: 600px)': { minWidth: 0, width: '100%' },
}));

/** Milliseconds after the last key until a search begins. */
const PAUSE = 250;

/** Text that is looked for; told when typing pauses. */
export function SearchField(props: {
  value: string;
  label: string;
  placeholder: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const [typed, setTyped] = useState(value);

  useEffect(() => setTyped(value), [value]);

  useEffect(() => {
    if (typed === value) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  return (
    <Field
      type="search"
      value={typed}
      placeholder={props.placeholder}
      inputProps={{ 'aria-label': props.label, maxLength: 200 }}
      onChange={event => setTyped(event.target.value)}
    />
  );
}
