import { useTheme } from '@mui/material/styles';
import { TONES } from '../model/tones';

/** The colours of states in the theme that is on. */
export function useTones() {
  return TONES[useTheme().palette.mode];
}
