import useMediaQuery from '@mui/material/useMediaQuery';

/** Whether the page is too narrow for a table. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 899px)', { noSsr: true });
}
