import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import Autocomplete from '@mui/material/Autocomplete';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import {
  clusterFormData,
  stringifyClusterRef,
  type ClusterProposal,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useState } from 'react';
import { openForm, templateAt } from '../api/openForm';
import type { ClusterAddress } from '../api/clusterRules';
import { ClusterLine, clusterFacts } from '../components/ClusterLine';
import { GitNote } from '../components/GitNote';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { useSettled } from '../hooks/useSettled';
import { sayOf } from '../translation/say';
import { announced } from './announced';
import { clusterIn } from './formValues';
import { rulesOf } from './validateAvailability';

const TYPING_PAUSE_MS = 250;
/** More than people read; typing narrows them. */
const SHOWN = 50;

/** What a template may say of the field. */
export interface ClusterPickerOptions {
  may?: ClusterProposal;
  bringValues?: boolean;
}

export type ClusterValue = string | ClusterAddress;

export const ClusterPickerSchema = makeFieldSchema({
  output: z =>
    z.union([
      z.string().describe('hub/namespace/name'),
      z.object({
        hub: z.string(),
        namespace: z.string(),
        name: z.string(),
      }),
    ]),
  uiOptions: z =>
    z.object({
      may: z
        .enum(['change', 'remove'])
        .optional()
        .describe(
          'Only clusters of which the person may propose this; change by default',
        ),
      bringValues: z
        .boolean()
        .optional()
        .describe(
          'Whether choosing a cluster opens the form anew with the values that Git has; by default where it is changed',
        ),
    }),
});

/**
 * Chooses a cluster that the person may change, or remove, with its state and hub. On a form that changes it the present values
 * come along: from Git, since the hub may not have them yet.
 */
export function ClusterPicker(
  props: FieldExtensionComponentProps<ClusterValue, ClusterPickerOptions>,
) {
  const { formData, onChange, rawErrors, required, disabled, idSchema } = props;
  const { schema, uiSchema } = props;
  const { may = 'change', bringValues = may === 'change' } =
    uiSchema?.['ui:options'] ?? {};
  const t = useSay();
  const rules = useClusterRules();
  const [text, setText] = useState('');
  const [bringing, setBringing] = useState<'now' | 'failed'>();
  const typed = useSettled(text, TYPING_PAUSE_MS);
  const chosen = clusterIn(formData);
  const ref = chosen && stringifyClusterRef(chosen);
  const list = useAnswer(`clusters ${may} ${typed}`, () =>
    rules.clusters({ may, text: typed || undefined, limit: SHOWN }),
  );
  const own = useAnswer(ref && `cluster ${may} ${ref}`, () =>
    rules.clusters({ may, text: chosen?.name, limit: 500 }),
  );
  const git = useAnswer(ref && bringValues ? `git ${ref}` : undefined, () =>
    rules.inGit(chosen!),
  );
  const clusters = list.state === 'there' ? list.value.items : [];
  const more = list.state === 'there' ? list.value.totalItems : 0;
  const known = [
    ...clusters,
    ...(own.state === 'there' ? own.value.items : []),
  ].find(({ ref: it }) => stringifyClusterRef(it) === ref);
  const refused = own.state === 'there' && ref && !known;

  const choose = async (cluster: ClusterSummary | null) => {
    if (!cluster) {
      onChange(undefined);
      return;
    }
    const { hub, namespace, name } = cluster.ref;
    const address = { hub, namespace, name };
    onChange(
      schema.type === 'object' ? address : stringifyClusterRef(cluster.ref),
    );
    const template = templateAt(window.location.pathname);
    if (!bringValues || !template) {
      return;
    }
    setBringing('now');
    try {
      const [inGit, parameters] = await Promise.all([
        rules.inGit(address),
        rules.parameters(template).catch(() => undefined),
      ]);
      openForm.with(clusterFormData(inGit, parameters));
    } catch {
      // Why is said below, by the answer that is asked for as soon as the cluster is chosen.
      setBringing('failed');
    }
  };

  const helper = () => {
    if (refused) {
      return t(
        may === 'change' ? 'cluster.mayNotChange' : 'cluster.mayNotRemove',
        {
          cluster: chosen?.name ?? '',
        },
      );
    }
    if (list.state === 'failed') {
      return t('check.failed');
    }
    if (list.state === 'there' && more === 0 && !typed) {
      return t(
        may === 'change' ? 'cluster.noneToChange' : 'cluster.noneToRemove',
      );
    }
    if (known) {
      return clusterFacts(known, t);
    }
    if (more > SHOWN) {
      return t('cluster.more', { shown: String(SHOWN), all: String(more) });
    }
    return schema.description ?? t('cluster.helper');
  };
  const bad = Boolean(refused) || (Boolean(rawErrors?.length) && !chosen);
  return (
    <Stack direction="column" alignItems="flex-start">
      <Autocomplete<ClusterSummary>
        id={idSchema?.$id}
        fullWidth
        options={clusters}
        value={known ?? null}
        disabled={disabled || bringing === 'now'}
        loading={list.state === 'asking'}
        loadingText={t('check.asking')}
        noOptionsText={t('cluster.noMatch')}
        openText={t('cluster.open')}
        closeText={t('cluster.close')}
        clearText={t('cluster.clear')}
        // The platform filters.
        filterOptions={options => options}
        getOptionLabel={({ ref: { name } }) => name}
        isOptionEqualToValue={(option, value) =>
          stringifyClusterRef(option.ref) === stringifyClusterRef(value.ref) &&
          option.ref.kind === value.ref.kind
        }
        onInputChange={(_event, value, reason) =>
          setText(reason === 'input' ? value : '')
        }
        onChange={(_event, cluster) => choose(cluster)}
        renderOption={(option, cluster) => (
          <li
            {...option}
            key={`${stringifyClusterRef(cluster.ref)} ${cluster.ref.kind}`}
          >
            <ClusterLine cluster={cluster} t={t} />
          </li>
        )}
        renderInput={input => (
          <TextField
            {...input}
            margin="dense"
            label={schema.title ?? t('cluster.label')}
            required={required}
            error={bad}
            helperText={helper()}
            FormHelperTextProps={announced}
            inputProps={{
              ...input.inputProps,
              autoCapitalize: 'none',
              spellCheck: false,
            }}
          />
        )}
      />
      {!refused && <GitNote answer={git} />}
    </Stack>
  );
}

/** Refuses a cluster of which the person may not propose this, however it got into the form. */
export const validateCluster: CustomFieldValidator<
  ClusterValue,
  ClusterPickerOptions
> = async (value, field, { apiHolder, uiSchema }) => {
  const { may = 'change' } = uiSchema?.['ui:options'] ?? {};
  const rules = rulesOf(apiHolder);
  const say = sayOf(apiHolder);
  if (!value || !rules) {
    return;
  }
  const cluster = clusterIn(value);
  const key =
    may === 'change' ? 'cluster.mayNotChange' : 'cluster.mayNotRemove';
  if (!cluster) {
    field.addError(say(key, { cluster: String(value) }));
    return;
  }
  try {
    const known = await rules.dependents(cluster);
    if (!known.may.includes(may)) {
      field.addError(say(key, { cluster: cluster.name }));
    }
  } catch (error) {
    // A platform that does not answer stops nobody: the request's first step asks again.
    if ((error as { statusCode?: number }).statusCode === 404) {
      field.addError(say(key, { cluster: cluster.name }));
    }
  }
};
