/** What the stages of a request and of a change say, and their steps. */
export const STAGES = {
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

  // A stage whose evidence is silent
  'stage.unknown.hub': '{{hub}} is not heard',
  'stage.unknown.kind': '{{kind}} of {{hub}} are not read',
} as const;
