import type { Branch } from './readBranches';
import { isRecord } from './schema';
import { pathIn, type Conversion } from './conversion';
import { plainLine, titleOf } from './texts';
import type { FormField } from './types';

interface Children {
  properties: Record<string, FormField>;
  required: string[];
}

/** The field that tells the shapes apart by one value each, where there is one. */
function discriminatorOf(branches: Branch[]): string | undefined {
  return [...(branches[0]?.enums.keys() ?? [])].find(name =>
    branches.every(({ enums }) => enums.get(name)?.length === 1),
  );
}

function titleOfBranch(
  branch: Branch,
  discriminator: string | undefined,
  properties: Children['properties'],
): string {
  const value = discriminator && branch.enums.get(discriminator)?.[0];
  const own = branch.required.filter(name => !branch.enums.has(name));
  return (
    plainLine(branch.title, 60) ??
    (value === undefined
      ? own.map(name => properties[name]?.title ?? titleOf(name)).join(' and ')
      : plainLine(String(value), 60)) ??
    'Choice'
  );
}

/** A field as one shape has it. */
function narrowed(
  field: FormField,
  values: unknown[] | undefined,
  told: boolean,
): FormField {
  if (!values) {
    return field;
  }
  const { default: value, ...rest } = field;
  return {
    ...rest,
    enum: values,
    ...(values.includes(value) && { default: value }),
    // What the choice itself says need not be asked again.
    ...(told && { default: values[0], 'ui:widget': 'hidden' }),
  };
}

/**
 * The fields of an object, of which some belong to one of several shapes only: then a person chooses the shape, and sees its
 * fields.
 */
export function choiceOf(
  children: Children,
  branches: Branch[],
  conversion: Conversion,
  path: string,
): FormField {
  const { properties, required } = children;
  const names = Object.keys(properties);
  const shared = (all: string[]) => {
    const needed = required.filter(name => all.includes(name));
    return {
      ...(needed.length > 0 && { required: needed }),
      properties: Object.fromEntries(all.map(name => [name, properties[name]])),
      'ui:order': [...names, '*'],
    };
  };
  const special = new Set(branches.flatMap(({ fields }) => fields));
  if (
    branches.length === 0 ||
    ![...special].every(name => Object.hasOwn(properties, name))
  ) {
    return shared(names);
  }
  const discriminator = discriminatorOf(branches);
  for (const name of special) {
    const { type } = properties[name];
    if (type === 'object' || type === 'array') {
      conversion.keepEmpty.add(pathIn(path ? `${path}.${name}` : name));
    }
  }
  return {
    ...shared(names.filter(name => !special.has(name))),
    oneOf: branches.map(branch => {
      const own = names.filter(name => branch.fields.includes(name));
      const asked = own.filter(name => name !== discriminator);
      return {
        title: titleOfBranch(branch, discriminator, properties),
        required: branch.required,
        properties: Object.fromEntries(
          own.map(name => {
            const needed = branch.required.includes(name);
            const field = chosen(properties[name], needed, asked.length === 1);
            const told = name === discriminator;
            return [name, narrowed(field, branch.enums.get(name), told)];
          }),
        ),
      };
    }),
  };
}

/** Choosing the shape already says that its objects are there: they are not asked for a second time, nor named if there is one. */
function chosen(
  field: FormField,
  required: boolean,
  alone: boolean,
): FormField {
  const { oneOf, ...rest } = field;
  const [none, set] = Array.isArray(oneOf) ? oneOf : [];
  const result =
    required && isRecord(none) && none.type === 'null' && isRecord(set)
      ? { ...rest, ...set, title: field.title }
      : field;
  return alone && result.type === 'object' && !result['ui:field']
    ? { ...result, 'ui:title': '' }
    : result;
}
