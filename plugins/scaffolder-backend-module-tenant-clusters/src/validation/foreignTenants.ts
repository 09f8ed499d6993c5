import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { readClaimManifests } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { isRecord } from '../manifest/isRecord';
import type { RulesClient } from './createRulesClient';

/** Tenants whose claims a file holds and that the person who asks does not belong to, as the platform says. */
export async function foreignTenants(
  text: string,
  rules: RulesClient,
): Promise<string[]> {
  const claims = readClaimManifests(text);
  if (claims.length === 0) {
    return [];
  }
  const { tenants } = await rules.options();
  const own = new Set(tenants.map(({ name }) => name));
  const stated = claims.flatMap(({ namespace, content }) => {
    const { labels } = content.metadata as { labels?: unknown };
    const label = isRecord(labels)
      ? labels[SPOKEPORT_LABELS.tenant]
      : undefined;
    // Both count: neither a label nor a namespace alone makes somebody else's claim one's own.
    return [label, namespace].filter(
      (name): name is string => typeof name === 'string',
    );
  });
  return [...new Set(stated)].filter(name => !own.has(name));
}
