/** Annotations that the model uses, whole prefixes first. Anything else is dropped: it can be large, and it can be secret. */
const KEPT_PREFIXES = ['spokeport.dev/', 'kustomize.toolkit.fluxcd.io/'];

const KEPT = new Set([
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/installation-id',
  'argocd.argoproj.io/refresh',
  'argocd.argoproj.io/application-set-refresh',
  'argocd.argoproj.io/sync-options',
  'argocd.argoproj.io/deletion-approved',
  'crossplane.io/composition-resource-name',
  'crossplane.io/external-name',
  'crossplane.io/paused',
  'crossplane.io/external-create-pending',
  'crossplane.io/external-create-succeeded',
  'crossplane.io/external-create-failed',
  'crossplane.io/reconcile-requested-at',
  'reconcile.fluxcd.io/requestedAt',
]);

export function isKeptAnnotation(name: string): boolean {
  return (
    KEPT.has(name) || KEPT_PREFIXES.some(prefix => name.startsWith(prefix))
  );
}
