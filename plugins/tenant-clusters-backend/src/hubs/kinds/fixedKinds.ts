import type { ProjectionPlan } from '../../projections';

/** A kind that is watched wherever a hub serves it. */
export interface FixedKind {
  group: string;
  kind: string;
  plan: ProjectionPlan;
  labelSelector?: string;
  fieldSelector?: string;
  metadataOnly?: boolean;
}

const ARGO = 'argoproj.io';
const CROSSPLANE = 'apiextensions.crossplane.io';

/** Marks the ConfigMaps that our own compositions write as events of a cluster. */
export const EVENT_LABEL = 'spokeport.dev/event';

/** What the model needs of every hub. Secrets and ConfigMaps as metadata only: their data never enters this process. */
export const FIXED_KINDS: FixedKind[] = [
  {
    group: CROSSPLANE,
    kind: 'CompositeResourceDefinition',
    plan: { role: 'xrd' },
  },
  { group: CROSSPLANE, kind: 'Composition', plan: { role: 'composition' } },
  // Of Crossplane 1; served by Crossplane 2 beside those of the group protection.
  { group: CROSSPLANE, kind: 'Usage', plan: { role: 'usage' } },
  ...['Usage', 'ClusterUsage'].map<FixedKind>(kind => ({
    group: 'protection.crossplane.io',
    kind,
    plan: { role: 'usage' },
  })),
  ...['Provider', 'Configuration', 'Function']
    .flatMap(kind => [kind, `${kind}Revision`])
    .map<FixedKind>(kind => ({
      group: 'pkg.crossplane.io',
      kind,
      plan: { role: 'package' },
    })),
  { group: ARGO, kind: 'Application', plan: { role: 'application' } },
  { group: ARGO, kind: 'ApplicationSet', plan: { role: 'application-set' } },
  { group: ARGO, kind: 'AppProject', plan: { role: 'app-project' } },
  { group: ARGO, kind: 'Workflow', plan: { role: 'workflow' } },
  { group: ARGO, kind: 'EventSource', plan: { role: 'event-source' } },
  { group: ARGO, kind: 'Sensor', plan: { role: 'sensor' } },
  {
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    plan: { role: 'kustomization' },
  },
  {
    group: 'helm.toolkit.fluxcd.io',
    kind: 'HelmRelease',
    plan: { role: 'helm-release' },
  },
  {
    group: 'source.toolkit.fluxcd.io',
    kind: 'GitRepository',
    plan: { role: 'git-repository' },
  },
  {
    group: '',
    kind: 'Secret',
    plan: { role: 'cluster-secret' },
    labelSelector: 'argocd.argoproj.io/secret-type=cluster',
    metadataOnly: true,
  },
  {
    group: '',
    kind: 'ConfigMap',
    plan: { role: 'cluster-event' },
    labelSelector: EVENT_LABEL,
    metadataOnly: true,
  },
  {
    group: '',
    kind: 'Event',
    plan: { role: 'warning-event' },
    fieldSelector: 'type=Warning',
  },
];

/** Kinds of these names are Crossplane's configurations of a provider, in any group. */
export const PROVIDER_CONFIG_KINDS = new Set([
  'ProviderConfig',
  'ClusterProviderConfig',
]);
