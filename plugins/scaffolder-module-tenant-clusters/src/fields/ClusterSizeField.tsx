import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { SizeOption } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { PickerField } from '../components/PickerField';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { sayOf } from '../translation/say';
import { rulesOf } from './validateAvailability';

export const ClusterSizeFieldSchema = makeFieldSchema({
  output: z => z.string(),
});

interface SizeSchema {
  enum?: unknown[];
  enumNames?: unknown[];
}

/** The sizes that the template itself names, for where the configuration has none or does not answer. */
function ownSizes({ enum: names = [], enumNames = [] }: SizeSchema) {
  return names.map((name, index) => ({
    name: String(name),
    title: String(enumNames[index] ?? name),
  }));
}

/** What may be chosen: the configured sizes, and of them only those that the template allows where it names some. */
function offeredSizes(
  configured: SizeOption[],
  schema: SizeSchema,
): SizeOption[] {
  const own = ownSizes(schema);
  const offered = configured.filter(
    ({ name }) => own.length === 0 || own.some(size => size.name === name),
  );
  return offered.length > 0 ? offered : own;
}

/** Chooses a cluster's size, each with what it costs as the configuration says. */
export function ClusterSizeField(props: FieldExtensionComponentProps<string>) {
  const { formData } = props;
  const schema = props.schema as SizeSchema & { description?: string };
  const t = useSay();
  const rules = useClusterRules();
  const answer = useAnswer('sizes', () => rules.options());
  const configured = answer.state === 'there' ? answer.value.sizes : [];
  const sizes = offeredSizes(configured, schema);
  const chosen = sizes.find(({ name }) => name === formData);
  const unknown = formData && sizes.length > 0 && !chosen;

  const helper = () => {
    if (answer.state === 'asking') {
      return t('check.asking');
    }
    if (unknown) {
      return t('size.unknown', { size: formData });
    }
    if (answer.state === 'failed') {
      return t('size.costUnknown');
    }
    if (sizes.length === 0) {
      return t('size.none');
    }
    return chosen?.monthlyCost
      ? t('size.cost', { cost: chosen.monthlyCost })
      : schema.description ?? t('size.helper');
  };
  return (
    <PickerField
      field={props}
      label={t('size.label')}
      choices={sizes.map(({ name, title, monthlyCost }) => ({
        name,
        title: monthlyCost
          ? t('size.option', { size: title, cost: monthlyCost })
          : title,
      }))}
      locked={sizes.length === 0}
      bad={answer.state !== 'asking' && Boolean(unknown)}
      helper={helper()}
    />
  );
}

/** Refuses a size that is not offered, however it got into the form. */
export const validateClusterSize: CustomFieldValidator<string> = async (
  value,
  field,
  { apiHolder, schema },
) => {
  const rules = rulesOf(apiHolder);
  if (!value || !rules) {
    return;
  }
  const options = await rules.options().catch(() => undefined);
  const sizes = offeredSizes(options?.sizes ?? [], schema as SizeSchema);
  if (sizes.length > 0 && !sizes.some(({ name }) => name === value)) {
    field.addError(sayOf(apiHolder)('size.unknown', { size: value }));
  }
};
