import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { announced } from '../fields/announced';
import { useAutomaticChoice } from '../hooks/useAutomaticChoice';

/** The frame of a field in which one of a few is chosen; the only one is chosen by itself. */
export function PickerField(props: {
  field: FieldExtensionComponentProps<string>;
  label: string;
  choices: { name: string; title: string }[];
  /** Whether there is nothing that the person could do here. */
  locked: boolean;
  /** Whether something is wrong, besides what the form found. */
  bad: boolean;
  helper: string;
}) {
  const { field, label, choices, locked, helper } = props;
  const { formData, onChange, rawErrors, required, disabled, idSchema } = field;
  useAutomaticChoice({
    value: formData,
    only: choices.length === 1 ? choices[0].name : undefined,
    choose: onChange,
  });
  const known = choices.some(({ name }) => name === formData);
  const bad = props.bad || Boolean(rawErrors?.length);
  return (
    <TextField
      select
      fullWidth
      margin="dense"
      id={idSchema?.$id}
      label={field.schema.title ?? label}
      value={known ? formData : ''}
      onChange={event => onChange(event.target.value)}
      required={required}
      disabled={disabled || locked}
      error={bad}
      SelectProps={{ SelectDisplayProps: { 'aria-invalid': bad } }}
      FormHelperTextProps={announced}
      helperText={helper}
    >
      {choices.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
}
