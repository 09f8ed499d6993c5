import { asRecord, asRecords, asString, bounded } from './read';
import type { ApplicationResource } from './types';

/** Argo CD 3.2 caps an ApplicationSet's at as many. */
const MAX_RESOURCES = 5_000;
const MAX_RESOURCE_MESSAGE = 1_000;

/** Of what was applied, thousands of entries say the same; only those that differ tell something. */
function telling(message: string | undefined): string | undefined {
  return message && !/(^| )(unchanged|configured|created|pruned)$/.test(message)
    ? bounded(message, MAX_RESOURCE_MESSAGE)
    : undefined;
}

/** `status.resources` of an Application or an ApplicationSet, or those of an operation's result. */
export function projectApplicationResources(
  value: unknown,
): ApplicationResource[] {
  return asRecords(value)
    .slice(0, MAX_RESOURCES)
    .flatMap(resource => {
      const kind = asString(resource.kind);
      const name = asString(resource.name);
      return kind && name
        ? [
            {
              group: asString(resource.group) ?? '',
              kind,
              namespace: asString(resource.namespace),
              name,
              status: asString(resource.status),
              health: asString(asRecord(resource.health).status),
              requiresPruning: resource.requiresPruning === true || undefined,
              message: telling(asString(resource.message)),
            },
          ]
        : [];
    });
}
