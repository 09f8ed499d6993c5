import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimManifest } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { isRecord } from '../manifest/isRecord';

/** A claim of the workspace with the file that holds it. */
export interface FoundClaim {
  path: string;
  manifest: ClaimManifest;
}

const textIn = (record: unknown, key: string) => {
  const value = isRecord(record) ? record[key] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** What the checks look at in a claim, where the platform's own kinds keep it. */
export function statementsOf({ manifest }: FoundClaim) {
  const { metadata, spec } = manifest.content;
  const { labels, annotations } = isRecord(metadata)
    ? metadata
    : { labels: undefined, annotations: undefined };
  return {
    tenant: textIn(labels, SPOKEPORT_LABELS.tenant),
    requestedBy: textIn(annotations, SPOKEPORT_LABELS.requestedBy),
    cidr: textIn(isRecord(spec) ? spec.network : undefined, 'cidr'),
    size: textIn(spec, 'size'),
  };
}
