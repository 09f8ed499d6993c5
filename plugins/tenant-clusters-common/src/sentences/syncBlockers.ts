/** What keeps Argo CD or Flux from applying what is merged. */
export const SYNC_BLOCKERS = {
  'blocker.no-application.title': 'No Application covers {{path}}',
  'blocker.no-application.detail':
    'The request is merged, but no Argo CD Application and no Flux Kustomization of {{hub}} reads this path, so nothing applies it.',
  'blocker.no-application.next':
    'Add an Application for the path, or move the file into one that is read.',
  'blocker.kind-not-watched.title':
    '{{kind}} objects of {{hub}} cannot be read',
  'blocker.kind-not-watched.detail':
    'The hub does not let them be listed and watched, so nothing can be said of them.',
  'blocker.kind-not-watched.next':
    'Let the read role of {{hub}} list and watch {{kind}}; portal doctor names what is missing.',
  'blocker.flux-suspended.title': '{{flux}} is suspended',
  'blocker.flux-suspended.detail':
    'Flux applies nothing of it until it is resumed.',
  'blocker.flux-suspended.next': 'Resume {{flux}} in Flux.',
  'blocker.flux-stalled.title': '{{flux}} is stalled',
  'blocker.flux-stalled.detail':
    'Flux has given up on it until it is corrected.',
  'blocker.flux-stalled.next':
    'Correct what the message names; Flux does not try again by itself.',
  'blocker.flux-dependency.title': '{{flux}} waits for {{dependency}}',
  'blocker.flux-dependency.detail':
    'It depends on {{dependency}}, which is not ready.',
  'blocker.flux-dependency.next':
    'See what keeps {{dependency}} from being ready.',
  'blocker.flux-failed.title': 'Flux failed to apply {{flux}}',
  'blocker.flux-failed.detail': 'The last try ended with {{reason}}.',
  'blocker.flux-failed.next':
    'Correct what the message names in Git; Flux tries again by itself.',
  'blocker.comparison-error.title': 'Argo CD cannot read {{application}}',
  'blocker.comparison-error.detail':
    'The manifests of {{application}} cannot be rendered, so nothing in it is applied.',
  'blocker.comparison-error.path.detail':
    'The path {{path}} does not exist in its repository, so nothing in {{application}} is applied.',
  'blocker.comparison-error.next':
    'Correct what the message names in Git; Argo CD tries again by itself.',
  'blocker.sync-failed.title': 'Argo CD failed to apply {{application}}',
  'blocker.sync-failed.detail':
    'The last sync of {{application}} ended with {{phase}}.',
  'blocker.sync-failed.next':
    'Correct what the message names in Git, then sync again.',
  'blocker.project-denied.title': 'Project {{project}} does not allow it',
  'blocker.project-denied.detail':
    'The AppProject {{project}} permits neither everything that {{application}} holds nor where it goes.',
  'blocker.project-denied.next':
    'Allow it in AppProject {{project}}, or take it out of {{application}}.',
  'blocker.sync-manual.title': '{{application}} is not synced automatically',
  'blocker.sync-manual.detail':
    'Argo CD sees the change and waits: {{application}} has no automated sync.',
  'blocker.sync-manual.next': 'Sync {{application}} in Argo CD.',
  'blocker.sync-window.title': 'A sync window holds {{application}}',
  'blocker.sync-window.detail':
    'A window of AppProject {{project}} keeps it from being synced now.',
  'blocker.sync-window.detail.deny':
    'AppProject {{project}} denies syncs: {{schedule}}, for {{duration}}.',
  'blocker.sync-window.detail.allow':
    'AppProject {{project}} allows syncs only: {{schedule}}, for {{duration}}.',
  'blocker.sync-window.next':
    'Wait for the window; where it lets people sync, sync {{application}} in Argo CD.',
  'blocker.prune-off.title': '{{application}} does not delete what left Git',
  'blocker.prune-off.detail':
    'Pruning is off for {{application}}, so the merged removal changes nothing on the hub.',
  'blocker.prune-off.detail.option':
    'It carries the sync option Prune=false, so the merged removal changes nothing on the hub.',
  'blocker.prune-off.next':
    'Sync {{application}} with pruning, or delete the claim on the hub.',
  'blocker.prune-off.next.option': 'Delete the claim on the hub.',
  'blocker.prune-off.next.flux':
    'Let Kustomization {{application}} prune, or delete the claim on the hub.',
  'blocker.prune-confirm.title':
    'Argo CD waits for somebody to confirm the deletion',
  'blocker.prune-confirm.detail':
    '{{application}} is to delete {{what}}, which asks for a confirmation.',
  'blocker.prune-confirm.next':
    'Confirm the pruning of {{application}} in Argo CD.',
  'blocker.application-set.title':
    'ApplicationSet {{set}} cannot make its applications',
  'blocker.application-set.detail':
    'Until it can, they stay as they were made last.',
  'blocker.application-set.next': 'Correct what the message names in Git.',
  'blocker.application-unhealthy.title': '{{application}} is {{health}}',
  'blocker.application-unhealthy.next':
    'Look at the resources of {{application}} in Argo CD.',
  'blocker.application-missing.title':
    'Application {{application}} was not made',
  'blocker.application-missing.detail':
    'It is expected on {{cluster}}, and no ApplicationSet or workflow has made it.',
  'blocker.application-missing.next':
    'See that the cluster secret carries the label of the add-on and that its ApplicationSet selects it.',
} as const;
