import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect } from 'react';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { scaffolderTenantClustersTranslationRef } from '../translation';

export const HubPickerSchema = makeFieldSchema({ output: z => z.string() });

/** Chooses a hub; the only one is chosen by itself. */
export function HubPicker(props: FieldExtensionComponentProps<string>) {
  const {
    formData,
    onChange,
    rawErrors,
    required,
    disabled,
    idSchema,
    schema,
  } = props;
  const { t } = useTranslationRef(scaffolderTenantClustersTranslationRef);
  const rules = useClusterRules();
  const answer = useAnswer('hubs', () => rules.options());
  const hubs = answer.state === 'there' ? answer.value.hubs : [];
  const only = hubs.length === 1 ? hubs[0].name : undefined;
  useEffect(() => {
    if (!formData && only) {
      onChange(only);
    }
  }, [formData, only, onChange]);

  const known = hubs.some(hub => hub.name === formData);
  return (
    <TextField
      select
      fullWidth
      margin="dense"
      id={idSchema?.$id}
      label={schema.title ?? t('hub.label')}
      value={known ? formData : ''}
      onChange={event => onChange(event.target.value)}
      required={required}
      disabled={disabled || hubs.length < 2}
      error={Boolean(rawErrors?.length) || answer.state === 'failed'}
      helperText={
        (answer.state === 'failed' && t('check.failed')) ||
        (answer.state === 'there' && hubs.length === 0 && t('hub.none')) ||
        (schema.description ?? t('hub.helper'))
      }
    >
      {hubs.map(hub => (
        <MenuItem key={hub.name} value={hub.name}>
          {hub.title}
        </MenuItem>
      ))}
    </TextField>
  );
}
