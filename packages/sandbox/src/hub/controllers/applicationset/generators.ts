import { cloneJson } from '../../store/cloneJson';
import { HubStore } from '../../store/types';
import { deepMerge, findField } from '../runtime/fieldPath';
import { executeGoTemplate, normalizeName } from '../runtime/goTemplate';
import { selects } from '../runtime/objects';
import { registeredClusters } from '../argocd/clusters';
import { GitSource } from '../argocd/GitSource';
import { gitParameters } from './gitGenerator';

export type Parameters = Record<string, any>;

/** What a generator needs of the world. */
export interface GeneratorContext {
  store: HubStore;
  git: GitSource;
  goTemplate: boolean;
}

/** A generator that can't be played or understood. */
export class GeneratorError extends Error {
  override name = 'GeneratorError';
}

/** The parameter sets of one generator: list, clusters, git, merge, matrix. */
export async function generate(
  generator: Record<string, any>,
  context: GeneratorContext,
): Promise<Parameters[]> {
  const sets = await generateAll(generator, context);
  return generator.selector
    ? sets.filter(set => selects(generator.selector, flatten(set)))
    : sets;
}

async function generateAll(
  generator: Record<string, any>,
  context: GeneratorContext,
): Promise<Parameters[]> {
  if (generator.list) return listParameters(generator.list, context);
  if (generator.clusters) return clusterParameters(generator.clusters, context);
  if (generator.git) return gitParameters(generator.git, context);
  if (generator.merge) return mergeParameters(generator.merge, context);
  if (generator.matrix) return matrixParameters(generator.matrix, context);
  const [kind = 'none'] = Object.keys(generator);
  throw new GeneratorError(`the sandbox does not play the generator ${kind}`);
}

function listParameters(
  list: Record<string, any>,
  { goTemplate }: GeneratorContext,
): Parameters[] {
  return (list.elements ?? []).map((element: Parameters) =>
    goTemplate ? cloneJson(element) : flatten(element),
  );
}

function clusterParameters(
  clusters: Record<string, any>,
  context: GeneratorContext,
): Parameters[] {
  const { selector, values = {} } = clusters;
  return (
    registeredClusters(context.store)
      .filter(cluster => selects(selector, cluster.labels))
      // The hub without a secret of its own has no labels: only an open selector finds it.
      .map(cluster => {
        const base: Parameters = {
          name: cluster.name,
          nameNormalized: normalizeName(cluster.name),
          server: cluster.server,
          metadata: {
            labels: cluster.labels,
            annotations: cluster.annotations,
          },
        };
        const own = Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            renderText(String(value), base, context.goTemplate),
          ]),
        );
        const set = { ...base, values: own };
        return context.goTemplate ? set : flatten(set);
      })
  );
}

async function mergeParameters(
  merge: Record<string, any>,
  context: GeneratorContext,
): Promise<Parameters[]> {
  const generators: Record<string, any>[] = merge.generators ?? [];
  if (generators.length < 2) {
    throw new GeneratorError(
      'found less than two generators, Merge requires two or more',
    );
  }
  if ((merge.mergeKeys ?? []).length === 0) {
    throw new GeneratorError(
      'no merge keys were specified, Merge requires at least one',
    );
  }
  const keyOf = (set: Parameters) =>
    JSON.stringify(
      merge.mergeKeys.map((key: string) => set[key] ?? findField(set, key)),
    );
  const [base, ...others] = await Promise.all(
    generators.map(generator => generate(generator, context)),
  );
  const merged = new Map(base.map(set => [keyOf(set), set]));
  for (const sets of others) {
    for (const set of sets) {
      const found = merged.get(keyOf(set));
      if (found) merged.set(keyOf(set), deepMerge(found, set));
    }
  }
  return [...merged.values()];
}

async function matrixParameters(
  matrix: Record<string, any>,
  context: GeneratorContext,
): Promise<Parameters[]> {
  const [first, second] = matrix.generators ?? [];
  if (!first || !second || matrix.generators.length > 2) {
    throw new GeneratorError('Matrix support only two generators');
  }
  const product: Parameters[] = [];
  for (const a of await generate(first, context)) {
    // The second generator may use what the first one gave.
    const rendered = renderValue(second, a, context.goTemplate, false);
    for (const b of await generate(rendered, context)) {
      product.push(deepMerge(a, b));
    }
  }
  return product;
}

/** Nested values as `a.b.c`, for templates without Go. */
export function flatten(
  value: Parameters,
  prefix = '',
): Record<string, string> {
  return Object.entries(value).reduce<Record<string, string>>(
    (flat, [name, item]) =>
      item && typeof item === 'object'
        ? { ...flat, ...flatten(item, `${prefix}${name}.`) }
        : { ...flat, [`${prefix}${name}`]: String(item) },
    {},
  );
}

export function renderText(
  text: string,
  parameters: Parameters,
  goTemplate: boolean,
  strict = false,
): string {
  if (goTemplate) return executeGoTemplate(text, parameters, { strict });
  const flat = flatten(parameters);
  return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name) =>
    Object.hasOwn(flat, name) ? flat[name] : whole,
  );
}

/** Renders every string of a value, keys included. */
export function renderValue<T>(
  value: T,
  parameters: Parameters,
  goTemplate: boolean,
  strict: boolean,
): T {
  if (typeof value === 'string') {
    return renderText(value, parameters, goTemplate, strict) as T;
  }
  if (Array.isArray(value)) {
    return value.map(item =>
      renderValue(item, parameters, goTemplate, strict),
    ) as T;
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        renderText(key, parameters, goTemplate, strict),
        renderValue(item, parameters, goTemplate, strict),
      ]),
    ) as T;
  }
  return value;
}
