import { styled } from '@mui/material/styles';

/** The ground of a page below its header; `flush` where the header leaves room already. */
export const PageBody = styled('div', {
  shouldForwardProp: prop => prop !== 'flush',
})<{ flush?: boolean }>(({ theme, flush }) => ({
  padding: flush ? '0 24px 40px' : '18px 24px 40px',
  fontFamily: theme.typography.fontFamily,
  fontSize: 14,
  lineHeight: 1.45,
  color: theme.palette.text.primary,
  '& *': { boxSizing: 'border-box' },
  '@media (max-width: 600px)': {
    padding: flush ? '0 12px 80px' : '12px 12px 80px',
  },
}));
