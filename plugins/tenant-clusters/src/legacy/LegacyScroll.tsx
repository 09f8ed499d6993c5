import { styled } from '@mui/material/styles';

/** The classic page is a grid that does not scroll by itself. */
export const LegacyScroll = styled('div')({
  gridArea: 'pageContent',
  overflow: 'auto',
  paddingTop: 18,
});
