/** What keeps Crossplane and the cloud from making or removing resources. */
export const PROVISIONING_BLOCKERS = {
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
} as const;
