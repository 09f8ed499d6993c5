import type { RulesClient } from '../validation/createRulesClient';
import type { SchemaSource } from './schemaProblems';

/** Schemas of the kinds that a hub offers, each asked for once, in the name of who requests. */
export function schemasFromHub(hub: string, rules: RulesClient): SchemaSource {
  const known = new Map<string, ReturnType<RulesClient['schema']>>();
  return async ({ group, version, kind }) => {
    const key = `${kind}.${group}`;
    const asked = known.get(key) ?? rules.schema({ hub, group, kind });
    known.set(key, asked);
    const detail = await asked;
    return detail?.versions?.find(({ name }) => name === version)?.schema;
  };
}
