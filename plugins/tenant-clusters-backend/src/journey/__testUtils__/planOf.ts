import { DEFAULT_CLAIM_FIELDS } from '../../projections';
import type { ProjectionPlan } from '../../projections';

const CLAIM_KINDS = ['TenantCluster'];
const XR_KINDS = ['XTenantCluster', 'XNetwork', 'DataStore', 'ObjectStore'];
const CLUSTER_KINDS = [...CLAIM_KINDS, 'XTenantCluster'];

const PLAIN: Record<string, Exclude<ProjectionPlan['role'], 'claim' | 'xr'>> = {
  Application: 'application',
  ApplicationSet: 'application-set',
  AppProject: 'app-project',
  Sensor: 'sensor',
  Usage: 'usage',
  ClusterUsage: 'usage',
  Kustomization: 'kustomization',
  HelmRelease: 'helm-release',
  GitRepository: 'git-repository',
  Workflow: 'workflow',
  ConfigMap: 'cluster-event',
  Secret: 'cluster-secret',
  Event: 'warning-event',
};

/** What discovery would find out about the kinds that the recordings and tests hold. */
export function planOf(kind: string): ProjectionPlan {
  if (CLAIM_KINDS.includes(kind) || XR_KINDS.includes(kind)) {
    return {
      role: CLAIM_KINDS.includes(kind) ? 'claim' : 'xr',
      cluster: CLUSTER_KINDS.includes(kind),
      fields: DEFAULT_CLAIM_FIELDS,
    };
  }
  return { role: PLAIN[kind] ?? 'managed' };
}
