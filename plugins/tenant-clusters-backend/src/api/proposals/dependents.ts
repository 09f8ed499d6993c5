import type {
  ClusterDependents,
  DependentClaim,
  DependentUsage,
  Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { cleanText, usagesOf } from '../../journey';
import { applicationResource, clusterResource } from '../../permissions';
import type {
  ProjectedApplication,
  ProjectedManaged,
  ProjectedObject,
  ProjectedUsage,
  UsageSide,
} from '../../projections/types';
import { uncheckedSources } from '../availability/uncheckedSources';
import type { ApiContext } from '../ApiContext';
import { fieldNaming } from './fieldNaming';
import { holdings } from './holdings';
import { keptResource } from './keptResource';
import type { ProposedCluster } from './proposalFor';

/** More of one sort than people read; what is left out is said. */
const MAX_ITEMS = 200;

type Known = Omit<ClusterDependents, 'hub'>;

const isService = ({ kind }: { kind: string }) => kind === 'Service';

const sideText = ({ kind, namespace, name }: UsageSide) =>
  cleanText([kind, [namespace, name].filter(Boolean).join('/')].join(' '), 300);

/** What stands for a cluster on its hub: the claim, its XRs and what they are made of. */
function objectsOf(
  { fleet }: ApiContext,
  { read, claim }: ProposedCluster,
): ProjectedObject[] {
  return read.view.resources.flatMap(
    ({ id }) => fleet.byUid(claim.hub, id) ?? [],
  );
}

function applicationsOf(
  { fleet }: ApiContext,
  { read: { view, viewer } }: ProposedCluster,
): ProjectedApplication[] {
  return view.applications
    .filter(
      application =>
        application.exists &&
        viewer.mayReadApplication(
          applicationResource(application, [view.summary]),
        ),
    )
    .flatMap(({ hub, namespace, name }) =>
      fleet
        .applicationsNamed(hub, name)
        .filter(found => found.namespace === namespace),
    );
}

/** Who uses it is only told where that is the cluster's own namespace, or the caller may read everything. */
function usageAnswer(
  { of, by, kind, namespace, name, reason }: ProjectedUsage,
  { claim, read }: ProposedCluster,
): DependentUsage {
  const isTold = read.viewer.readsAll || by?.namespace === claim.namespace;
  return {
    kind,
    ...(namespace && { namespace }),
    name,
    ...(reason && { reason: cleanText(reason, 300) }),
    of: sideText(of),
    ...(by && isTold && { by: sideText(by) }),
  };
}

/** Other claims of the same tenant that name the cluster in a field. */
function claimsNaming(
  { fleet, clusters, tenants }: ApiContext,
  { read, claim }: ProposedCluster,
): DependentClaim[] {
  const { tenant } = read.view.summary;
  return fleet
    .claimsOf(claim.hub, tenant ?? claim.namespace)
    .filter(({ uid }) => uid !== read.view.summary.uid)
    .flatMap(other => {
      const ref = {
        hub: claim.hub,
        namespace: other.namespace ?? '',
        name: other.name,
        kind: `${other.kind}.${other.group}`,
      };
      const summary = clusters.view(ref)?.summary ?? {
        ref,
        tenant: other.fields.tenant,
        owner: tenants.ownerOf(other.fields.tenant ?? ref.namespace),
      };
      const field = fieldNaming(other.spec, claim.name);
      return field && read.viewer.mayReadScope(clusterResource(summary))
        ? [{ ref, field }]
        : [];
    });
}

/** What the hub cannot know, or was not looked at: nothing that is missing from the lists is thereby said not to be there. */
function unknowns(
  context: ApiContext,
  { claim: { hub: name }, read }: ProposedCluster,
  applications: ProjectedApplication[],
): Sentence[] {
  const hub = context.hubs.hub(name);
  const sentences: Sentence[] = hub
    ? uncheckedSources({
        hub,
        repository: context.requests
          .repositories()
          .find(repository => repository.hub === name),
        catalogAnswered: true,
      })
    : [];
  sentences.push({
    id: 'dependents.beyond-applications',
    text: 'What was put into the cluster past Argo CD is not known here: load balancers and volumes that people or operators made stay in the cloud unless they are deleted before.',
  });
  if (applications.some(({ resources }) => resources.some(isService))) {
    sentences.push({
      id: 'dependents.service-types',
      text: 'Argo CD does not say which Services are of type LoadBalancer; look at those that are listed.',
    });
  }
  if (!read.viewer.readsAll) {
    sentences.push({
      id: 'dependents.others',
      text: 'What other tenants have that depends on the cluster is not listed.',
    });
  }
  return sentences;
}

/** What depends on a cluster, as far as its hub knows and this caller may read it. Computed from memory. */
export function dependents(
  context: ApiContext,
  proposed: ProposedCluster,
): Known {
  const applications = applicationsOf(context, proposed);
  const objects = objectsOf(context, proposed);
  const managed = objects.filter(
    (object): object is ProjectedManaged => object.role === 'managed',
  );
  const kept = managed.flatMap(resource => keptResource(resource) ?? []);
  const held = applications.flatMap(holdings);
  const unknown = unknowns(context, proposed, applications);
  if (held.length > MAX_ITEMS) {
    unknown.push({
      id: 'dependents.truncated',
      text: `Only the first ${MAX_ITEMS} of ${held.length} are listed.`,
      values: { shown: String(MAX_ITEMS), all: String(held.length) },
    });
  }
  return {
    cluster: proposed.read.view.summary.ref,
    may: proposed.may,
    applications: applications.map(({ namespace = '', name }) => ({
      namespace,
      name,
    })),
    holdings: held.slice(0, MAX_ITEMS),
    usages: objects
      .flatMap(object => usagesOf(context.fleet, object))
      .slice(0, MAX_ITEMS)
      .map(usage => usageAnswer(usage, proposed)),
    claims: claimsNaming(context, proposed).slice(0, MAX_ITEMS),
    resources: managed.length - kept.length,
    kept: kept.slice(0, MAX_ITEMS),
    openRequests: proposed.openRequests,
    unknown,
  };
}
