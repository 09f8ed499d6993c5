import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  parseCidr,
  type Actor,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterKind } from '@spokeport/backstage-plugin-tenant-clusters-node';

/** What a platform team configures besides its hubs. */
export interface TenantClustersSettings {
  /** Kinds of claims that are clusters; none means: those whose XRD is labelled. */
  clusterKinds: ClusterKind[];
  /** Milliseconds of silence after which a hub is stale. */
  staleAfter: number;
  platformTeam: Actor;
  sizes: { name: string; title: string; monthlyCost?: string }[];
  environments: string[];
  names: {
    /** A whole name must match it, besides being a DNS label. */
    pattern?: string;
    /** Characters. */
    maxLength: number;
    reserved: string[];
  };
  network: { pool: string; prefix: number; reserved: string[] };
}

const DEFAULT_SIZES = [
  { name: 'small', title: 'Small' },
  { name: 'medium', title: 'Medium' },
  { name: 'large', title: 'Large' },
];

const FIELDS = [
  'tenant',
  'environment',
  'region',
  'kubernetesVersion',
  'cidr',
  'size',
  'members',
  'addons',
] as const;

/**
 * Reads `tenantClusters` without its hubs.
 *
 * @throws InputError naming the key, when a value has the wrong type
 */
export function readSettings(root: Config): TenantClustersSettings {
  try {
    const config = root.getOptionalConfig('tenantClusters');
    return {
      clusterKinds: (config?.getOptionalConfigArray('clusterKinds') ?? []).map(
        readClusterKind,
      ),
      staleAfter:
        (config?.getOptionalNumber('staleAfterSeconds') ?? 120) * 1_000,
      platformTeam: readPlatformTeam(config),
      sizes: readSizes(config),
      environments: config?.getOptionalStringArray('environments') ?? [
        'dev',
        'stage',
        'prod',
      ],
      names: readNames(config?.getOptionalConfig('names')),
      network: readNetwork(config?.getOptionalConfig('network')),
    };
  } catch (error) {
    throw new InputError('The configuration of tenantClusters is wrong', error);
  }
}

function readClusterKind(config: Config): ClusterKind {
  const fields = config.getOptionalConfig('fields');
  return {
    group: config.getString('group'),
    kind: config.getString('kind'),
    ...(fields && {
      fields: Object.fromEntries(
        FIELDS.flatMap(field => {
          const path = fields.getOptionalString(field);
          return path ? [[field, path]] : [];
        }),
      ),
    }),
  };
}

function readPlatformTeam(config: Config | undefined): Actor {
  return {
    type: 'platform-team',
    ref:
      config?.getOptionalString('platformTeam') ??
      'group:default/platform-team',
    title: 'Platform team',
  };
}

function readSizes(
  config: Config | undefined,
): TenantClustersSettings['sizes'] {
  const sizes = config?.getOptionalConfigArray('sizes');
  return sizes
    ? sizes.map(size => ({
        name: size.getString('name'),
        title: size.getOptionalString('title') ?? size.getString('name'),
        monthlyCost: size.getOptionalString('monthlyCost'),
      }))
    : DEFAULT_SIZES;
}

function readNames(
  config: Config | undefined,
): TenantClustersSettings['names'] {
  return {
    pattern: readPattern(config),
    // A claim's name becomes part of the names of what is composed, which may have 63 characters.
    maxLength: config?.getOptionalNumber('maxLength') ?? 40,
    reserved: config?.getOptionalStringArray('reserved') ?? [],
  };
}

function readPattern(config: Config | undefined): string | undefined {
  const pattern = config?.getOptionalString('pattern');
  try {
    return pattern && new RegExp(pattern).source;
  } catch {
    throw new InputError(
      `tenantClusters.names.pattern is no regular expression: ${pattern}`,
    );
  }
}

function requireBlock(text: string, key: string): string {
  if (!parseCidr(text)) {
    throw new InputError(
      `tenantClusters.network.${key} must hold IPv4 blocks such as 10.0.0.0/8, not '${text}'`,
    );
  }
  return text;
}

function readNetwork(
  config: Config | undefined,
): TenantClustersSettings['network'] {
  const reserved = config?.getOptionalStringArray('reserved') ?? [];
  return {
    pool: requireBlock(
      config?.getOptionalString('cidrPool') ?? '10.0.0.0/8',
      'cidrPool',
    ),
    prefix: config?.getOptionalNumber('prefix') ?? 16,
    reserved: reserved.map(text => requireBlock(text, 'reserved')),
  };
}
