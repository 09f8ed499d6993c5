import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** @public */
export const scaffolderTenantClustersTranslationRef = createTranslationRef({
  id: 'scaffolder-module-tenant-clusters',
  messages: {
    'hub.label': 'Hub',
    'hub.helper': 'Where the cluster is managed from',
    'hub.none': 'No hub is configured',
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
    'cidr.next': 'Next free: {{cidr}}',
    'cidr.use': 'Use {{cidr}}',
    'check.asking': 'Checking …',
    'check.free': 'free',
    'check.taken': 'taken',
    'check.failed':
      'Could not be checked now; it is checked again when the form is sent',
    'check.unchecked': 'Not everything could be checked: {{what}}',
    'check.required': 'This field is needed',
    'reason.nameEmpty': 'Give the cluster a name.',
    'reason.nameTooLong': 'The name is longer than {{limit}} characters.',
    'reason.nameNotADnsLabel':
      'Use lower-case letters, digits and dashes only, starting with a letter and ending with a letter or digit.',
    'reason.cidrInvalid':
      'This is no IPv4 block; write it like 10.42.0.0/16, with no bits set after the prefix.',
  },
});
