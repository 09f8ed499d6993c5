import { styled } from '@mui/material/styles';

/** The ground of a page below its header. */
export const PageBody = styled('div')(({ theme }) => ({
  padding: '18px 24px 40px',
  fontSize: 14,
  lineHeight: 1.45,
  color: theme.palette.text.primary,
  '& *': { boxSizing: 'border-box' },
  '@media (max-width: 600px)': { padding: '12px 12px 80px' },
}));
