import type { ProjectedObject } from '../projections/types';

/** Roles of which lists are asked for. There are too many managed resources to keep them once more for nothing. */
export const LISTED_ROLES = [
  'claim',
  'application',
  'application-set',
  'app-project',
  'workflow',
  'sensor',
  'event-source',
  'cluster-secret',
  'cluster-event',
  'xrd',
  'composition',
  'package',
  'provider-config',
  'usage',
  'kustomization',
  'helm-release',
  'git-repository',
] as const satisfies ProjectedObject['role'][];

export type ListedRole = (typeof LISTED_ROLES)[number];
