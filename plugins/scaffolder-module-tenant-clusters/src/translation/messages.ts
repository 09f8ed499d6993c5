import { previewMessages } from './previewMessages';

/**
 * What the fields say, in English. `answer.*` are the sentences of the platform's answers, by their ids; one that is not here
 * is shown as the platform gave it.
 */
export const messages = {
  'hub.label': 'Hub',
  'hub.helper': 'Where the cluster is managed from',
  'hub.none': 'No hub is configured',
  'hub.unknown': 'There is no hub {{hub}}',
  'tenant.label': 'Tenant',
  'tenant.belongOne': 'You belong to {{tenants}} tenant',
  'tenant.belongMany': 'You belong to {{tenants}} tenants',
  'tenant.none':
    'You belong to no tenant. Ask the platform team to onboard your team.',
  'tenant.foreign': 'You do not belong to tenant {{tenant}}',
  'name.label': 'Name',
  'name.helper':
    'Lower-case letters, digits and dashes, at most {{limit}} characters',
  'name.free':
    'Free in the catalog, on {{hub}} and among {{requests}} open requests',
  'name.ownRequest':
    'Your open request #{{number}} asks for this cluster; sending the form again updates it',
  'cidr.label': 'Network',
  'cidr.helper':
    'An IPv4 block such as 10.42.0.0/16 that no other cluster uses',
  'cidr.free': 'Free on {{hub}} and among the open requests',
  'cidr.use': 'Use {{cidr}}',
  'check.asking': 'Checking …',
  'check.free': 'free',
  'check.taken': 'taken',
  'check.failed':
    'Could not be checked now; it is checked again when the form is sent',
  'check.unchecked': 'Not everything could be checked: {{what}}',
  'answer.name.empty': 'Give the cluster a name.',
  'answer.name.too-long': 'The name is longer than {{limit}} characters.',
  'answer.name.not-a-dns-label':
    'Use lower-case letters, digits and dashes only, starting with a letter and ending with a letter or digit.',
  'answer.name.reserved': 'This name is reserved.',
  'answer.name.against-rule': 'Names of clusters must match {{pattern}}.',
  'answer.name.in-catalog': 'The catalog has a resource of this name already.',
  'answer.name.taken': 'This name is taken on the hub.',
  'answer.name.taken-by-cluster':
    'There is a cluster of this name already ({{namespace}}/{{name}}).',
  'answer.name.taken-by-request':
    'Pull request #{{number}} asks for a cluster of this name already.',
  'answer.name.taken-of-kind':
    'The tenant has a {{kind}} of this name already.',
  'answer.name.requested-of-kind':
    'Pull request #{{number}} asks for a {{kind}} of this name already.',
  'answer.name.requested':
    'An open request asks for a cluster of this name already.',
  'answer.cidr.invalid':
    'This is no IPv4 block; write it like 10.42.0.0/16, with no bits set after the prefix.',
  'answer.cidr.outside-pool':
    'The block is outside of {{pool}}, from which clusters get theirs.',
  'answer.cidr.reserved': 'The block overlaps one that is reserved.',
  'answer.cidr.overlaps': 'The block overlaps one that another cluster uses.',
  'answer.cidr.overlaps-cluster':
    'The block overlaps {{cidr}} of {{namespace}}/{{name}}.',
  'answer.unchecked.hub': 'The hub {{hub}} could not be looked at just now.',
  'answer.unchecked.requests': 'Open requests could not be looked at just now.',
  'answer.unchecked.catalog': 'The catalog could not be looked at just now.',
  ...previewMessages,
} as const;
