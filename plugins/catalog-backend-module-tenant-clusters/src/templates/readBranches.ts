import { isRecord, texts, type Schema } from './schema';

/** One of the shapes that an object may have, of which exactly one is chosen. */
export interface Branch {
  title?: string;
  /** Fields that only some of the shapes have, and this one does. */
  fields: string[];
  required: string[];
  /** Fields of which this shape takes only some values. */
  enums: Map<string, unknown[]>;
}

/** What `oneOf`, `anyOf`, `allOf` and `not` of an object come to in a form. */
export interface Branches {
  /** Of `oneOf`; empty where there is none. */
  branches: Branch[];
  /** What the form does not see to itself, as sentences for the person who fills it in. */
  rules: string[];
  /** Whether there is a choice that a form cannot offer. */
  unsupported: boolean;
}

const MAX_BRANCHES = 20;
const NARROWING = new Set(['required', 'properties', 'not', 'title', 'type']);

const onlyRequired = (part: unknown): part is Schema =>
  isRecord(part) &&
  Object.keys(part).every(key => key === 'required' || key === 'not') &&
  texts(part.required).length > 0;

/** Values of a field that a branch takes; undefined where the branch says anything else about it. */
function enumOf(narrowed: unknown): unknown[] | undefined {
  return isRecord(narrowed) &&
    Object.keys(narrowed).every(key => key === 'enum' || key === 'type') &&
    Array.isArray(narrowed.enum)
    ? narrowed.enum
    : undefined;
}

/** "This one, and not the other" is what choosing means; anything else is not. */
function onlyExcludes(not: unknown): boolean {
  if (not === undefined || onlyRequired(not)) {
    return true;
  }
  const { anyOf } = isRecord(not) ? not : {};
  return Array.isArray(anyOf) && anyOf.every(onlyRequired);
}

function readBranch(part: unknown, properties: Schema): Branch | undefined {
  if (
    !isRecord(part) ||
    !Object.keys(part).every(key => NARROWING.has(key)) ||
    !onlyExcludes(part.not)
  ) {
    return undefined;
  }
  const enums = new Map<string, unknown[]>();
  for (const [name, narrowed] of Object.entries(
    isRecord(part.properties) ? part.properties : {},
  )) {
    const values = enumOf(narrowed);
    if (!values) {
      return undefined;
    }
    enums.set(name, values);
  }
  const required = texts(part.required);
  const fields = [...new Set([...enums.keys(), ...required])];
  return fields.length > 0 &&
    fields.every(name => Object.hasOwn(properties, name))
    ? {
        title: typeof part.title === 'string' ? part.title : undefined,
        fields,
        required: [...new Set([...required, ...enums.keys()])],
        enums,
      }
    : undefined;
}

const list = (parts: Schema[], joint: string) =>
  parts.map(part => texts(part.required).join(' and ')).join(joint);

/**
 * Reads the choices of an object's schema. In a structural schema they only narrow what stands beside them
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema),
 * so a choice is which fields are there and which values they take.
 */
export function readBranches(schema: Schema): Branches {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const result: Branches = { branches: [], rules: [], unsupported: false };
  const junctors = [schema, ...[schema.allOf].flat().filter(isRecord)];
  for (const [index, part] of junctors.entries()) {
    const { oneOf, anyOf, not } = part;
    if (Array.isArray(oneOf)) {
      const branches = oneOf.map(one => readBranch(one, properties));
      if (
        result.branches.length > 0 ||
        branches.length > MAX_BRANCHES ||
        branches.includes(undefined)
      ) {
        result.unsupported = true;
      } else {
        result.branches = branches.filter(branch => branch !== undefined);
      }
    }
    if (Array.isArray(anyOf)) {
      if (anyOf.every(onlyRequired)) {
        result.rules.push(`At least one of ${list(anyOf, ', ')} is needed.`);
      } else {
        result.unsupported = true;
      }
    }
    if (isRecord(not)) {
      if (onlyRequired(not)) {
        result.rules.push(`Not together: ${texts(not.required).join(', ')}.`);
      } else {
        result.unsupported = true;
      }
    }
    const plain =
      index === 0 ||
      Object.keys(part).every(key =>
        ['oneOf', 'anyOf', 'not', 'required'].includes(key),
      );
    result.unsupported ||= !plain;
  }
  return result;
}
