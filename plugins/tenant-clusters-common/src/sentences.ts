/**
 * Every sentence that journeys and blockers say, by its stable id, in English. `{{name}}` stands for a value. A client that
 * speaks another language translates by id; what it does not know it shows in English.
 * @public
 */
export const SENTENCES = {
  // Cluster state
  'happening.blocked.unexplained': 'Something stands in the way',
  'happening.requested': 'Waits for a review by {{team}}',
  'happening.merged': 'Merged; waits for Argo CD to apply it',
  'happening.merged.flux': 'Merged; waits for Flux to apply it',
  'happening.provisioning': '{{ready}} of {{known}} resources ready so far',
  'happening.provisioning.starting': 'Crossplane begins to create it',
  'happening.connecting': '{{step}} is running',
  'happening.connecting.waiting': 'Waits for its handover workflow',
  'happening.delivering': '{{ready}} of {{known}} applications in place',
  'happening.ready': 'All is well',
  'happening.ready.revision': 'All is well; applications at {{revision}}',
  'happening.registered': 'Registered in Argo CD, not requested here',
  'happening.removing': '{{left}} resources left to remove',
  'happening.removing.merged': 'Its removal is merged',
  'happening.removed': 'It is removed',
  'happening.degraded.claim': 'It was ready and is not any more',
  'happening.degraded.resource': '{{resource}} is not as it should be',
  'happening.degraded.application': '{{application}} is {{status}}',
  'happening.unknown': '{{hub}} is not heard; last known: {{state}}',

  // Stage requested
  'stage.requested.done': '{{requester}} opened {{request}}',
  'stage.requested.skipped': 'No pull request is known for it',
  'stage.requested.push': '{{requester}} pushed {{request}}',
  'stage.requested.change.done':
    '{{requester}} asked to change it in {{request}}',
  'stage.requested.unknown': 'Git is not heard',

  // Stage reviewed
  'stage.reviewed.waiting': 'Comes after the request',
  'stage.reviewed.active': 'Waits for a review',
  'stage.reviewed.active.approved':
    'Approved by {{reviewers}}; waits to be merged',
  'stage.reviewed.done': 'Merged by {{person}}',
  'stage.reviewed.done.approved':
    'Approved by {{reviewers}}, merged by {{person}}',
  'stage.reviewed.closed': 'Closed without being merged',
  'stage.reviewed.skipped': 'Applied directly, without a review',

  // Stage synced
  'stage.synced.waiting': 'Argo CD applies it once it is merged',
  'stage.synced.waiting.flux': 'Flux applies it once it is merged',
  'stage.synced.active': 'Argo CD has not applied it yet',
  'stage.synced.comparing':
    'Being found out whether Argo CD already applied the merged commit',
  'stage.synced.done':
    'Argo CD applied {{revision}} in application {{application}}',
  'stage.synced.done.unversioned':
    'Argo CD keeps it in step in application {{application}}',
  'stage.synced.done.flux':
    'Flux applied it in Kustomization {{kustomization}}',
  'stage.synced.done.flux.revision':
    'Flux applied {{revision}} in Kustomization {{kustomization}}',
  'stage.synced.done.helm': 'Flux applied it in HelmRelease {{release}}',
  'stage.synced.done.helm.revision':
    'Flux applied {{revision}} in HelmRelease {{release}}',
  'stage.synced.unknown.helm':
    'Flux applied it in HelmRelease {{release}}, which does not say of which commit',
  'stage.synced.active.flux': 'Flux has not applied it yet',
  'stage.synced.comparing.flux':
    'Being found out whether Flux already applied the merged commit',
  'stage.synced.skipped': 'Applied directly: no application delivers it',

  // Stage provisioned
  'stage.provisioned.waiting': 'Crossplane starts once it is applied',
  'stage.provisioned.active':
    'Crossplane: {{ready}} of {{known}} resources ready so far',
  'stage.provisioned.active.starting': 'Crossplane begins to create it',
  'stage.provisioned.done': '{{known}} of {{known}} resources ready',
  'stage.provisioned.done.plain': 'Crossplane reports it ready',
  'step.resource.access-denied': 'access denied',
  'step.resource.failed': 'failing: {{reason}}',
  'step.resource.creating': 'being created',
  'step.resource.waiting': 'waits for others',
  'step.resource.missing': 'not there yet',
  'step.resource.paused': 'paused',
  'step.resource.deleting': 'being deleted',
  'step.resource.updating': 'being updated',
  'step.resource.differing': 'the cloud still has another {{fields}}',
  'stage.provisioned.change.fields': 'The hub does not have {{fields}} yet',
  'stage.provisioned.change.active':
    'Crossplane: {{ready}} of {{known}} resources have taken it over',
  'stage.provisioned.change.done': 'The cloud has what was asked for',
  'stage.provisioned.change.no-evidence':
    'Nothing on the hub tells whether the change has come through',

  // Stage verified
  'stage.verified.waiting': 'Verified once it is provisioned',
  'stage.verified.active': 'Workflow {{workflow}} is running',
  'stage.verified.done': 'Workflow {{workflow}} succeeded',
  'stage.verified.failed': 'Workflow {{workflow}} failed',
  'stage.verified.skipped': 'No verification workflow exists for it',

  // Stage connected
  'stage.connected.waiting': 'Handed over once it is provisioned',
  'stage.connected.active': 'Workflow {{workflow}}: {{progress}} steps done',
  'stage.connected.active.event':
    'The event is written; its workflow has not started',
  'stage.connected.active.ready':
    'Provisioned; no handover event is written yet',
  'stage.connected.outdated':
    'Its fields changed; the handover for them has not started yet',
  'stage.connected.done': 'Workflow {{workflow}} succeeded',
  'stage.connected.done.registration':
    'Done by registration: it is registered in Argo CD',
  'stage.connected.failed': 'Workflow {{workflow}} failed',
  'stage.connected.ambiguous':
    'Several clusters fit its workflow, so none is taken',
  'stage.connected.skipped': 'This hub hands no clusters over',
  'stage.connected.nodes-missing':
    'Workflow {{workflow}}: {{progress}} steps done; its steps are not kept in the object',
  'stage.connected.change.skipped':
    'The handover acts on nothing that was changed',

  // Stage delivering
  'stage.delivering.waiting': 'Applications come once it is connected',
  'stage.delivering.unregistered':
    'It is handed over, and nothing tells which registration in Argo CD is its own',
  'stage.delivering.active':
    '{{ready}} of {{known}} expected applications in place',
  'stage.delivering.done':
    '{{known}} of {{known}} expected applications Synced and Healthy',
  'stage.delivering.skipped': 'No applications are expected',
  'step.application.missing': 'does not exist yet',
  'step.application.state': '{{sync}}, {{health}}',

  // Stages of a removal
  'stage.requested.remove.done':
    '{{requester}} asked to remove it in {{request}}',
  'stage.requested.remove.skipped': 'Removed without a known pull request',
  'stage.pruned.waiting': 'Argo CD deletes it once the removal is merged',
  'stage.pruned.waiting.flux': 'Flux deletes it once the removal is merged',
  'stage.pruned.active': 'Argo CD has not deleted it yet',
  'stage.pruned.active.flux': 'Flux has not deleted it yet',
  'stage.pruned.done': 'Marked for deletion on the hub',
  'stage.deprovisioned.waiting': 'Its resources go once it is deleted',
  'stage.deprovisioned.active': '{{left}} resources left to remove',
  'stage.deprovisioned.done': 'No resource of it is left',
  'stage.deprovisioned.orphaned':
    'All that was to go is gone; {{orphaned}} resources stay in the cloud by policy',
  'stage.deprovisioned.unseen':
    'It went while nobody watched; what it was made of is not known',
  'stage.pruned.direct': 'Deleted directly on the hub',
  'stage.drained.waiting': 'Drained once the removal is merged',
  'stage.drained.active':
    '{{left}} applications still deliver to it, with {{held}} services and volumes',
  'stage.drained.held': 'Usage {{usage}} still holds it',
  'stage.drained.done': 'No application delivers to it any more',
  'stage.drained.skipped': 'No application was delivered to it',
  'stage.drained.overtaken': 'It went before {{left}} of its applications did',
  'step.application.holding': 'still there, with {{held}} services and volumes',
  'step.application.there': 'still there',
  'stage.deregistered.waiting': 'Taken out of Argo CD once it is deleted',
  'stage.deregistered.registered': 'It is still registered in Argo CD',
  'stage.deregistered.active': 'Workflow {{workflow}} is running',
  'stage.deregistered.left':
    'Its workflow succeeded, but registration {{secret}} is still there',
  'stage.deregistered.failed': 'Workflow {{workflow}} failed',
  'stage.deregistered.done': 'Workflow {{workflow}} succeeded',
  'stage.deregistered.done.registration': 'Its registration in Argo CD is gone',
  'stage.deregistered.skipped': 'It was never registered in Argo CD',

  // A stage whose evidence is silent
  'stage.unknown.hub': '{{hub}} is not heard',
  'stage.unknown.kind': '{{kind}} of {{hub}} are not read',

  // Blockers of the request
  'blocker.review-missing.title': 'Nobody has reviewed it yet',
  'blocker.review-missing.detail':
    '{{request}} waits for an approval by {{team}} before it can be merged.',
  'blocker.review-missing.next': 'Review and merge {{request}}.',
  'blocker.merge-missing.title': 'Approved, but not merged yet',
  'blocker.merge-missing.next': 'Merge {{request}}.',
  'blocker.checks-failed.title': 'Checks of its pull request failed',
  'blocker.checks-failed.detail': 'Failed: {{checks}}.',
  'blocker.checks-failed.next':
    'Open {{request}}, read the failed check and correct the request.',
  'blocker.changes-requested.title': '{{reviewers}} asked for changes',
  'blocker.changes-requested.detail':
    '{{request}} cannot be merged until they are answered.',
  'blocker.changes-requested.next':
    'Read the review on {{request}} and correct the request.',
  'blocker.conflict.title': 'Its pull request conflicts with {{branch}}',
  'blocker.conflict.detail':
    'Something merged since touches the same lines, so {{request}} cannot be merged.',
  'blocker.conflict.next':
    'Run the request again, or solve the conflict on {{request}}.',
  'blocker.draft.title': 'Its pull request is still a draft',
  'blocker.draft.next': 'Mark {{request}} as ready for review.',

  // Blockers of the sync
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

  // Blockers of provisioning
  'blocker.access-denied.title':
    '{{resource}} is refused: access denied in account {{account}}',
  'blocker.access-denied.title.plain':
    '{{resource}} is refused: access denied by the cloud',
  'blocker.access-denied.detail':
    'The cloud denies {{action}} to {{role}}; {{waiting}} more resources wait for it.',
  'blocker.access-denied.detail.one':
    'The cloud denies {{action}} to {{role}}; one more resource waits for it.',
  'blocker.access-denied.detail.alone':
    'The cloud denies {{action}} to {{role}}.',
  'blocker.access-denied.next':
    'Allow {{action}} for {{role}}, then it continues by itself.',
  'blocker.quota.title': '{{resource}} is refused: a quota is used up',
  'blocker.quota.detail': 'The cloud account is at its limit: {{limit}}.',
  'blocker.quota.next':
    'Raise the quota or free what is unused, then it continues by itself.',
  'blocker.throttled.title':
    '{{resource}} waits: the cloud asks for fewer calls',
  'blocker.throttled.detail':
    'The cloud throttles requests. Crossplane tries again by itself.',
  'blocker.throttled.next': 'Nothing to do unless it lasts.',
  'blocker.invalid-cidr.title':
    '{{resource}} is refused: its address range is not valid',
  'blocker.invalid-cidr.detail': 'The cloud refuses the range {{cidr}}.',
  'blocker.invalid-cidr.next':
    'Change the CIDR in the request and open it again.',
  'blocker.provider-config.title':
    '{{resource}} cannot reach the cloud: ProviderConfig {{config}} does not work',
  'blocker.provider-config.missing.title':
    '{{resource}} cannot reach the cloud: ProviderConfig {{config}} does not exist',
  'blocker.provider-config.detail':
    'Crossplane has no working credentials for the account of {{tenant}}.',
  'blocker.provider-config.next':
    'Mend ProviderConfig {{config}} or its role, then it continues by itself.',
  'blocker.no-composition.title': 'There is no Composition {{composition}}',
  'blocker.no-composition.title.any': 'No Composition fits it',
  'blocker.no-composition.detail':
    'Crossplane does not know how to build {{kind}} without it.',
  'blocker.no-composition.next':
    'Install the Composition, or name another one in the claim.',
  'blocker.function-fatal.title': 'The platform refuses it: {{result}}',
  'blocker.function-fatal.detail':
    'Step {{step}} of its Composition ended with a fatal result.',
  'blocker.function-fatal.next':
    'Correct the request, or the Composition where the request is right.',
  'blocker.undeclared-field.title':
    'Its Composition writes a field that {{kind}} does not declare',
  'blocker.undeclared-field.detail':
    'The field {{field}} is missing in the schema, so the status is never written and it never becomes ready.',
  'blocker.undeclared-field.next':
    'Declare {{field}} in the CompositeResourceDefinition.',
  'blocker.unavailable.title': '{{resource}} is unavailable',
  'blocker.unavailable.detail':
    'It was created, and its provider reports that it does not work.',
  'blocker.unavailable.next': 'Look at {{resource}} in the cloud account.',
  'blocker.paused.title': '{{resource}} is paused',
  'blocker.paused.detail':
    'Somebody paused it with the annotation crossplane.io/paused.',
  'blocker.paused.next':
    'Remove the annotation from {{resource}} to let it continue.',
  'blocker.immutable-field.title': '{{resource}} would have to be replaced',
  'blocker.immutable-field.detail':
    'A field changed that cannot be changed on what already exists.',
  'blocker.immutable-field.next':
    'Take the change back, or replace the resource on purpose.',
  'blocker.downgrade.title':
    '{{resource}} cannot go back from {{from}} to {{to}}',
  'blocker.downgrade.title.plain':
    '{{resource}} cannot go back to an older version',
  'blocker.downgrade.detail':
    'The cloud lets the version of a cluster only go up.',
  'blocker.downgrade.next': 'Ask for the version that it has, or a newer one.',
  'blocker.children-unready.title': '{{resource}} waits for {{parts}}',
  'blocker.children-unready.detail': 'Nothing says why they are not ready.',
  'blocker.children-unready.next': 'Look at them in the tree of its resources.',
  'blocker.usage.title': '{{resource}} is kept by Usage {{usage}}',
  'blocker.usage.title.by': '{{resource}} is kept: {{by}} still uses it',
  'blocker.usage.detail': 'Usage {{usage}} lets nobody delete it.',
  'blocker.usage.detail.reason':
    'Usage {{usage}} lets nobody delete it: {{reason}}.',
  'blocker.usage.next':
    'See what Usage {{usage}} is there for, and delete it when that is over.',
  'blocker.usage.next.by': 'Remove {{by}} first.',
  'blocker.finaliser.title': '{{resource}} does not go: {{finaliser}} holds it',
  'blocker.finaliser.detail':
    'It is marked for deletion, nothing below it is left, and its finaliser has not let go.',
  'blocker.finaliser.next':
    'See whether the controller of {{finaliser}} runs. Take the finaliser off by hand only when what it guards is gone.',
  'blocker.finaliser-unreachable.title':
    '{{resource}} does not go: its cluster cannot be reached',
  'blocker.finaliser-unreachable.detail':
    'Its finaliser {{finaliser}} waits for a cluster that does not answer.',
  'blocker.finaliser-unreachable.next':
    'Make the cluster reachable; where it is gone for good, take the finaliser off {{resource}}.',
  'blocker.slow.title': '{{resource}} takes longer than usual',
  'blocker.slow.detail':
    'It reports no error; nothing says why it is not ready.',
  'blocker.slow.next': 'Look at {{resource}} in the cloud account.',
  'blocker.reference.title': '{{resource}} waits for what it refers to',
  'blocker.reference.next': 'Look at what the message names; it may not exist.',

  // Blockers of the handover
  'blocker.event-missing.title': 'No handover event was written',
  'blocker.event-missing.detail':
    'The cluster is provisioned, but its Composition has not written the event that starts the handover.',
  'blocker.event-missing.next':
    'See whether the Composition composes the event ConfigMap.',
  'blocker.run-missing.title': 'The handover did not start',
  'blocker.run-missing.detail':
    'The event {{event}} is written, but no workflow was started for it.',
  'blocker.run-missing.next':
    'See whether EventSource, Sensor and EventBus run, then write the event again.',
  'blocker.step-failed.title': 'The handover failed at {{step}}',
  'blocker.step-failed.detail': 'Workflow {{workflow}} ended with {{phase}}.',
  'blocker.step-failed.next':
    'Correct what the message names, then retry the workflow.',
  'blocker.verification-failed.title': 'Its verification failed at {{step}}',
  'blocker.verification-failed.detail':
    'Workflow {{workflow}} ended as {{phase}}: what {{request}} brought does not work as it should.',
  'blocker.verification-failed.next':
    'Revert {{request}}, or correct it with another request.',
  'blocker.offboard-missing.title':
    'It is gone, but still registered in Argo CD',
  'blocker.offboard-missing.detail':
    'No workflow took {{cluster}} out of Argo CD: {{secret}} is still there, and applications keep trying to reach it.',
  'blocker.offboard-missing.next': 'Run the offboard workflow for {{cluster}}.',
  'blocker.approval.title': 'The handover waits for an approval at {{step}}',
  'blocker.approval.detail': 'Workflow {{workflow}} stands at a Suspend node.',
  'blocker.approval.next': 'Resume workflow {{workflow}} in Argo Workflows.',

  // Blockers of the hub
  'blocker.hub-unreachable.title': '{{hub}} does not answer',
  'blocker.hub-unreachable.detail': 'What is shown is what was last known.',
  'blocker.hub-unreachable.next':
    'See whether the hub and the way to it are up.',
  'blocker.hub-credentials.title': '{{hub}} refuses our credentials',
  'blocker.hub-credentials.detail':
    'They are wrong or have expired. What is shown is what was last known.',
  'blocker.hub-credentials.next':
    'Renew the credentials of the hub in the configuration.',

  // What no explainer knows
  'blocker.quoted.title': '{{resource}}: {{message}}',
  'blocker.quoted.plain.title': '{{resource}} is not as it should be',

  // Add-ons and workflows
  'addon.notEnabled':
    'Neither its claim nor the labels of its registration ask for it',
  'addon.notRegistered': 'The cluster is not registered in Argo CD yet',
  'addon.notSelected':
    'Its claim asks for it, but its registration lacks the label {{label}}, by which ApplicationSets select',
  'addon.setFailed': 'ApplicationSet {{name}} reports an error',
  'addon.noSet': 'There is no ApplicationSet for it on the hub',
  'addon.notMade': 'ApplicationSet {{name}} has made no Application for it yet',
  'addon.leftover': 'Its Application is there although nothing asks for it',
  'addon.valuesMissing':
    'A values file that its Application names is not there',
  'addon.comparisonError': 'Argo CD cannot compare its Application with Git',
  'addon.syncFailed': 'Its last sync failed',
  'addon.outOfSync': 'It differs from Git',
  'addon.unhealthy': 'Its Application is {{health}}',
  'workflow.nodes.offloaded':
    'Its steps are kept in the database of Argo Workflows and not in the object',
  'workflow.nodes.compressed':
    'Its steps are compressed in a way that cannot be read',
} as const;

/** @public */
export type SentenceId = keyof typeof SENTENCES;

/** The names of the values that a template takes. @public */
export type SentenceValueNames<Template extends string> =
  Template extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | SentenceValueNames<Rest>
    : never;

/**
 * Puts values into a template. A value is text: what looks like a placeholder or markup in it stays as it is.
 * @public
 */
export function renderSentence(
  template: string,
  values: Record<string, string> = {},
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? values[name] : placeholder,
  );
}
