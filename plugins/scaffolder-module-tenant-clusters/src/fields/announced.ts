import type { FormHelperTextProps } from '@mui/material/FormHelperText';

/** For the text under a field: a screen reader says what becomes of a value while it is typed. */
export const announced: Partial<FormHelperTextProps> & {
  'aria-live': 'polite';
} = { 'aria-live': 'polite' };
