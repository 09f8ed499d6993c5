import { styled } from '@mui/material/styles';

/** Second-rank text; reaches 4.5:1 on paper and ground in both modes. */
export const Muted = styled('span')(({ theme }) => ({
  color: theme.palette.mode === 'dark' ? '#a9b3bf' : '#59646f',
  fontSize: 12.5,
  overflowWrap: 'anywhere',
}));

/** Said by a screen reader and not drawn. */
export const Hidden = styled('span')({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  padding: 0,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
  border: 0,
});
