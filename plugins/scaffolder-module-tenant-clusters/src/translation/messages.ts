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
  'size.label': 'Size',
  'size.helper': 'How large the cluster is',
  'size.option': '{{size}} · {{cost}} a month',
  'size.cost': 'It costs {{cost}} a month, as the platform team estimates',
  'size.unknown': 'There is no size {{size}}; choose another one',
  'size.none': 'No sizes are configured',
  'size.costUnknown':
    'What the sizes cost could not be read now; the choice is checked when the form is sent',
  'cluster.label': 'Cluster',
  'cluster.helper': 'Type a part of its name, tenant or environment',
  'cluster.open': 'Show clusters',
  'cluster.close': 'Hide clusters',
  'cluster.clear': 'Choose none',
  'cluster.noMatch': 'No cluster matches',
  'cluster.more': '{{shown}} of {{all}} are listed; type to find others',
  'cluster.noneToChange': 'There is no cluster that you may change',
  'cluster.noneToRemove': 'There is no cluster that you may remove',
  'cluster.mayNotChange': 'There is no cluster {{cluster}} that you may change',
  'cluster.mayNotRemove': 'There is no cluster {{cluster}} that you may remove',
  'cluster.readingGit': 'Reading the present values from Git …',
  'cluster.fromGit': 'The values are those that Git has now, on {{branch}}:',
  'cluster.fromRequest':
    'The values are those of the open pull request below, over what Git has on {{branch}}:',
  'cluster.notInGit':
    'No file in Git holds this cluster yet, or one that a form cannot change; its present values are not known here.',
  'cluster.gitFailed':
    'Git could not be read now; the present values are not known here.',
  'open.change':
    'Pull request #{{number}} of {{who}} is about to change this cluster. What it proposes is not in these values.',
  'open.changeOwn':
    'Your own pull request #{{number}} is about to change this cluster. What it proposes is not in these values.',
  'open.added':
    'Pull request #{{number}} of {{who}} is about to change this cluster. Your change is added to it.',
  'open.addedOwn':
    'Your own pull request #{{number}} is about to change this cluster. This change is added to it.',
  'open.remove':
    'Pull request #{{number}} of {{who}} asks for the removal of this cluster.',
  'open.removeOwn':
    'Your own pull request #{{number}} asks for this removal already.',
  'open.beforeRemoval':
    'Pull request #{{number}} of {{who}} is about to change this cluster.',
  'open.somebody': 'somebody',
  'open.look': 'Look at it',
  'removal.title': 'What depends on {{cluster}}',
  'removal.choose': 'Choose a cluster first; then what depends on it is shown.',
  'removal.failed':
    'What depends on the cluster could not be looked at now. Look at the cluster’s page before you ask for its removal.',
  'removal.usages': 'Held until these go',
  'removal.usage': 'Usage {{usage}} of {{of}}',
  'removal.usedBy': 'by {{by}}',
  'removal.claims': 'Other infrastructure that names it',
  'removal.claim': '{{claim}}, in {{field}}',
  'removal.loadBalancers': 'May hold load balancers',
  'removal.volumes': 'May hold volumes and their data',
  'removal.holding': '{{what}}, of application {{application}}',
  'removal.applications': 'Applications that deliver to it',
  'removal.kept': 'Stays in the cloud',
  'removal.resources': 'Deleted with it',
  'removal.resourceCount': '{{count}} resources of the cloud, known so far',
  'removal.unknown': 'What is not known',
  'removal.more': 'and {{count}} more',
  'removal.confirm': 'Name of the cluster',
  'removal.typeName': 'Type {{cluster}} to confirm',
  'removal.typedOther': 'This is not {{cluster}}; type its name to confirm',
  'state.Requested': 'Requested',
  'state.Provisioning': 'Provisioning',
  'state.Connecting': 'Connecting',
  'state.Ready': 'Ready',
  'state.Degraded': 'Degraded',
  'state.Blocked': 'Blocked',
  'state.Removing': 'Removing',
  'state.Unknown': 'Unknown',
  'yaml.label': 'YAML',
  'yaml.helper': 'Fields as YAML, for example size: 3',
  'yaml.helperList': 'A list as YAML, each item after a dash',
  'yaml.syntax': 'This is no YAML. {{problem}}',
  'yaml.notAMap': 'Write fields and their values, for example size: 3',
  'yaml.notAList': 'Write a list, each item after a dash',
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
  'answer.dependents.beyond-applications':
    'What was put into the cluster past Argo CD is not known here: load balancers and volumes that people or operators made stay in the cloud unless they are deleted before.',
  'answer.dependents.service-types':
    'Argo CD does not say which Services are of type LoadBalancer; look at those that are listed.',
  'answer.dependents.others':
    'What other tenants have that depends on the cluster is not listed.',
  'answer.dependents.truncated':
    'Only the first {{shown}} of {{all}} are listed.',
  'answer.unchecked.hub': 'The hub {{hub}} could not be looked at just now.',
  'answer.unchecked.requests': 'Open requests could not be looked at just now.',
  'answer.unchecked.catalog': 'The catalog could not be looked at just now.',
  ...previewMessages,
} as const;
