import CircularProgress from '@mui/material/CircularProgress';
import InputAdornment from '@mui/material/InputAdornment';
import Typography from '@mui/material/Typography';

/** The sign at a field's end: what the platform said of its value. A word beside the sign, never colour alone. */
export function CheckMark(props: {
  state: 'asking' | 'good' | 'bad';
  label: string;
}) {
  const { state, label } = props;
  return (
    <InputAdornment position="end">
      {state === 'asking' ? (
        <CircularProgress size={16} aria-label={label} />
      ) : (
        <Typography
          variant="body2"
          component="span"
          sx={{ color: state === 'good' ? 'success.main' : 'error.main' }}
        >
          <span aria-hidden>{state === 'good' ? '✓' : '✕'}</span> {label}
        </Typography>
      )}
    </InputAdornment>
  );
}
