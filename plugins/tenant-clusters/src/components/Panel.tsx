import { styled } from '@mui/material/styles';

/** Paper with a hairline; what the pages are laid out in. */
export const Panel = styled('section')(({ theme }) => ({
  background: theme.palette.background.paper,
  color: theme.palette.text.primary,
  border: `1px solid ${theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'}`,
  borderRadius: 8,
  minWidth: 0,
}));

export const PanelTitle = styled('h2')({
  fontSize: 15,
  fontWeight: 600,
  lineHeight: 1.4,
  margin: '0 0 10px',
});
