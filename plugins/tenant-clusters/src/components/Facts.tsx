import { styled } from '@mui/material/styles';

/** Names and values side by side. */
export const Facts = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '104px minmax(0, 1fr)',
  gap: '6px 10px',
  margin: 0,
  '& dt': { color: theme.palette.mode === 'dark' ? '#a9b3bf' : '#59646f' },
  '& dd': { margin: 0, overflowWrap: 'anywhere' },
}));
