import { styled } from '@mui/material/styles';

/** A quiet label: environment, tenant, hub. */
export const Chip = styled('span')(({ theme }) => ({
  display: 'inline-block',
  maxWidth: '100%',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  verticalAlign: 'middle',
  background: theme.palette.mode === 'dark' ? '#333' : '#eef1f4',
  borderRadius: 10,
  padding: '1px 8px',
  fontSize: 12,
  fontWeight: 400,
  lineHeight: 1.5,
  color: theme.palette.mode === 'dark' ? '#c0c8d2' : '#55606e',
}));
