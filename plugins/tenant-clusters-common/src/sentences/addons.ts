/** What add-ons and workflows say. */
export const ADDONS = {
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
