import {
  SPOKEPORT_LABELS,
  type AvailabilityAnswer,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimManifest } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { RulesClient } from './createRulesClient';

export interface FoundClaim {
  path: string;
  manifest: ClaimManifest;
}

/** Where the platform's own kinds keep their block of addresses. */
function cidrOf(content: Record<string, unknown>): unknown {
  const spec = content.spec as { network?: { cidr?: unknown } } | undefined;
  return spec?.network?.cidr;
}

function metadataOf(content: Record<string, unknown>) {
  return content.metadata as {
    labels?: Record<string, unknown>;
    annotations?: Record<string, unknown>;
  };
}

function refusal(answer: AvailabilityAnswer | undefined): string | undefined {
  switch (answer?.status) {
    case 'taken':
    case 'invalid':
      return answer.reason?.text ?? `${answer.value} is ${answer.status}`;
    default:
      return undefined;
  }
}

/** Two claims of one request must not collide with each other either. */
function repeatedNames(claims: FoundClaim[]): string[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const { path, manifest } of claims) {
    const key = `${manifest.kind}/${manifest.namespace}/${manifest.name}`;
    if (seen.has(key)) {
      problems.push(`${path}: ${key} is there twice`);
    }
    seen.add(key);
  }
  return problems;
}

/**
 * Everything that speaks against a request, as sentences with the file they concern. The tenants come from the platform, asked in
 * the requester's name: no value of the form can claim another one.
 */
export async function claimProblems(options: {
  hub: string;
  requester: string;
  claims: FoundClaim[];
  rules: RulesClient;
}): Promise<string[]> {
  const { hub, requester, claims, rules } = options;
  const problems = repeatedNames(claims);
  const { hubs, tenants } = await rules.options();
  if (!hubs.some(candidate => candidate.name === hub)) {
    return [`There is no hub '${hub}'`];
  }
  for (const { path, manifest } of claims) {
    const { labels, annotations } = metadataOf(manifest.content);
    const stated = labels?.[SPOKEPORT_LABELS.tenant] ?? manifest.namespace;
    const tenant = tenants.find(candidate => candidate.name === stated);
    if (!manifest.namespace) {
      problems.push(`${path}: the manifest names no namespace`);
    } else if (!tenant) {
      const own = tenants.map(candidate => candidate.name).join(', ');
      problems.push(
        `${path}: you do not belong to tenant ${stated}${
          own ? `; you can request for ${own}` : ''
        }`,
      );
      continue;
    } else if (manifest.namespace !== tenant.name) {
      problems.push(
        `${path}: namespace ${manifest.namespace} does not belong to tenant ${tenant.name}`,
      );
      continue;
    }
    const requestedBy = annotations?.[SPOKEPORT_LABELS.requestedBy];
    if (requestedBy !== undefined && requestedBy !== requester) {
      problems.push(
        `${path}: ${SPOKEPORT_LABELS.requestedBy} says ${requestedBy}, but ${requester} asks`,
      );
    }
    const cidr = cidrOf(manifest.content);
    const availability = await rules.availability({
      hub,
      tenant: tenant?.name,
      name: manifest.name,
      cidr: typeof cidr === 'string' ? cidr : undefined,
    });
    for (const answer of [availability.name, availability.cidr]) {
      const text = refusal(answer);
      if (text) {
        problems.push(`${path}: ${text}`);
      }
    }
  }
  return problems;
}
