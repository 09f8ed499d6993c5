import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  InventoryEntry,
  ProjectedClaim,
  ProjectedGitRepository,
  ProjectedKustomization,
} from '../../projections/types';
import type { TrackedRequest } from '../../requests/types';
import { objectEvidence } from '../evidence';
import { covers } from './coveringApplications';
import { parseFluxRevision } from './parseFluxRevision';
import { isSameRepository } from './repositories';

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory-and-ownership */
export const FLUX_LABELS = {
  name: 'kustomize.toolkit.fluxcd.io/name',
  namespace: 'kustomize.toolkit.fluxcd.io/namespace',
} as const;

/** The Kustomizations that say a claim is theirs. */
export interface FluxDelivery {
  /** In whose inventory it is. */
  holding: ProjectedKustomization[];
  /** Named by its labels, and it is not, or no longer, in the inventory. */
  labelled?: ProjectedKustomization;
  /** The name in its labels, also where no such Kustomization is seen. */
  name?: string;
  links: Evidence[];
}

const entryKey = ({ group, kind, namespace = '', name }: InventoryEntry) =>
  `${group}/${kind}/${namespace}/${name}`;

/** The fleet gives the same array until one of them changes: what was indexed once serves all claims of a hub. */
const indexes = new WeakMap<
  ProjectedKustomization[],
  Map<string, ProjectedKustomization[]>
>();

function inventoryIndex(kustomizations: ProjectedKustomization[]) {
  const known = indexes.get(kustomizations);
  if (known) {
    return known;
  }
  const index = new Map<string, ProjectedKustomization[]>();
  for (const kustomization of kustomizations) {
    // What it applies to another cluster is there, under the same names.
    for (const entry of kustomization.remote ? [] : kustomization.inventory) {
      const key = entryKey(entry);
      index.set(key, [...(index.get(key) ?? []), kustomization]);
    }
  }
  indexes.set(kustomizations, index);
  return index;
}

/** Who of Flux delivers a claim: by the inventory it is in, and by the labels that Flux put on it. */
export function fluxDelivery(
  fleet: FleetReader,
  claim: ProjectedClaim,
): FluxDelivery {
  const all = fleet.listed(claim.hub, 'kustomization');
  const holding = inventoryIndex(all).get(entryKey(claim)) ?? [];
  const name = claim.labels[FLUX_LABELS.name] || undefined;
  const namespace = claim.labels[FLUX_LABELS.namespace];
  const labelled = name
    ? all.find(
        candidate =>
          candidate.name === name && candidate.namespace === namespace,
      )
    : undefined;
  return {
    holding,
    labelled: holding.some(({ uid }) => uid === labelled?.uid)
      ? undefined
      : labelled,
    name,
    links: [
      ...holding.map(kustomization =>
        objectEvidence(kustomization, 'status.inventory'),
      ),
      ...(holding.length === 0 && labelled
        ? [objectEvidence(labelled, `label ${FLUX_LABELS.name}`)]
        : []),
    ],
  };
}

/** The Git repository that a Kustomization reads; undefined for another kind of source, or one that is not seen. */
export function gitSourceOf(
  fleet: FleetReader,
  { hub, source }: ProjectedKustomization,
): ProjectedGitRepository | undefined {
  return source?.kind === 'GitRepository'
    ? fleet
        .listed(hub, 'git-repository')
        .find(
          ({ name, namespace }) =>
            name === source.name && namespace === source.namespace,
        )
    : undefined;
}

/** The commit that a Kustomization applied last; of an OCI artifact the one that it was built from, where it says so. */
export function appliedCommit(
  kustomization: ProjectedKustomization,
): string | undefined {
  const { lastAppliedRevision, lastAppliedOriginRevision, source } =
    kustomization;
  const own =
    lastAppliedRevision &&
    parseFluxRevision(lastAppliedRevision, source?.kind).commit;
  const origin =
    lastAppliedOriginRevision &&
    parseFluxRevision(lastAppliedOriginRevision).commit;
  return own || origin || undefined;
}

/** Kustomizations of a hub that read a file of a request's repository, the deepest path first. */
export function coveringKustomizations(
  fleet: FleetReader,
  request: TrackedRequest,
  file: string,
): ProjectedKustomization[] {
  const depth = ({ path = '' }: ProjectedKustomization) => path.length;
  return fleet
    .listed(request.hub, 'kustomization')
    .filter(kustomization => {
      const source = gitSourceOf(fleet, kustomization);
      return (
        source !== undefined &&
        !kustomization.remote &&
        isSameRepository({
          cloneUrl: source.url,
          repository: request.repository,
          pageUrl: request.url,
        }) &&
        covers(kustomization.path ?? '', file)
      );
    })
    .sort((one, other) => depth(other) - depth(one));
}
