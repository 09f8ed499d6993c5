import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import TextField from '@mui/material/TextField';
import { announced } from '../fields/announced';
import type { NeighbourOptions } from '../fields/formValues';
import { useSay } from '../hooks/useSay';
import { CheckMark } from './CheckMark';

/** What the platform says of a value so far. */
export type CheckVerdict = 'asking' | 'taken' | 'free';

/** The frame of a field whose text is checked by the platform as one types. */
export function CheckedField(props: {
  field: FieldExtensionComponentProps<string, NeighbourOptions>;
  label: string;
  verdict?: CheckVerdict;
  /** Why the value can't be had. */
  refused?: string;
  /** Said when nothing speaks against the value. */
  helper: string;
}) {
  const { field, label, verdict, refused, helper } = props;
  const { formData, onChange, rawErrors, required, disabled, idSchema } = field;
  const t = useSay();
  const marks = {
    asking: <CheckMark state="asking" label={t('check.asking')} />,
    taken: <CheckMark state="bad" label={t('check.taken')} />,
    free: <CheckMark state="good" label={t('check.free')} />,
  };
  return (
    <TextField
      fullWidth
      margin="dense"
      id={idSchema?.$id}
      label={field.schema.title ?? label}
      value={formData ?? ''}
      onChange={event => onChange(event.target.value.trim() || undefined)}
      required={required}
      disabled={disabled}
      error={Boolean(refused) || (Boolean(rawErrors?.length) && !formData)}
      helperText={refused ?? helper}
      FormHelperTextProps={announced}
      inputProps={{ autoCapitalize: 'none', spellCheck: false }}
      InputProps={{ endAdornment: verdict && marks[verdict] }}
    />
  );
}
