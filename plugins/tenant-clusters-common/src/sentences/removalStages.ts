/** What the stages of a removal say, and their steps. */
export const REMOVAL_STAGES = {
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
} as const;
