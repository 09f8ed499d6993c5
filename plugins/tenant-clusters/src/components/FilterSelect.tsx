import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { styled } from '@mui/material/styles';
import { Sign } from './Sign';

const Field = styled(Select<string[]>)(({ theme }) => ({
  fontSize: 14,
  borderRadius: 6,
  minWidth: 96,
  maxWidth: 260,
  background: theme.palette.background.paper,
  '& [role="combobox"]': { padding: '7px 30px 7px 10px', minHeight: 0 },
  '@media (max-width: 600px)': {
    minWidth: 0,
    flex: '1 1 44%',
    maxWidth: 'none',
  },
}));

const Mark = styled('span')({ width: 20, display: 'inline-flex' });

interface FilterSelectProps<T extends string> {
  label: string;
  /** What is said when nothing is chosen. */
  empty?: string;
  options: { value: T; label: string }[];
  values: T[];
  single?: boolean;
  onChange: (values: T[]) => void;
}

/** A choice that reads as a sentence: "Tenant: any". A value that is chosen stays in the list even when no longer offered. */
export function FilterSelect<T extends string>(props: FilterSelectProps<T>) {
  const { label, options, values, single } = props;
  const offered = new Set(options.map(option => option.value));
  const all = [
    ...options,
    ...values
      .filter(value => !offered.has(value))
      .map(value => ({ value, label: value })),
  ];
  const chosen = all
    .filter(option => values.includes(option.value))
    .map(option => option.label)
    .join(', ');
  return (
    <Field
      multiple
      displayEmpty
      size="small"
      value={values}
      inputProps={{ 'aria-label': label }}
      SelectDisplayProps={{
        'aria-label': `${label}: ${chosen || props.empty}`,
      }}
      renderValue={() => `${label}: ${chosen || props.empty}`}
      onChange={event => {
        const next = (event.target.value as T[]).filter(
          value => !single || !values.includes(value),
        );
        if (!single || next.length > 0) {
          props.onChange(next);
        }
      }}
    >
      {all.map(option => (
        <MenuItem key={option.value} value={option.value} dense>
          <Mark>{values.includes(option.value) && <Sign name="check" />}</Mark>
          {option.label}
        </MenuItem>
      ))}
    </Field>
  );
}
