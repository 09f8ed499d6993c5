import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  InventoryEntry,
  ProjectedClaim,
  ProjectedGitRepository,
  ProjectedHelmRelease,
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

/** fluxcd/helm-controller:internal/postrender/origin_labels.go */
export const HELM_LABELS = {
  name: 'helm.toolkit.fluxcd.io/name',
  namespace: 'helm.toolkit.fluxcd.io/namespace',
} as const;

/** The Kustomizations and HelmReleases that say a claim is theirs. */
export interface FluxDelivery {
  /** In whose inventory it is. */
  holding: ProjectedKustomization[];
  /** Named by its labels, and it is not, or no longer, in the inventory. */
  labelled?: ProjectedKustomization;
  /** The name in its labels, also where no such Kustomization is seen. */
  name?: string;
  /** The HelmReleases that rendered it, by their inventory or, where they keep none, by its labels. */
  releases: ProjectedHelmRelease[];
  links: Evidence[];
}

type Applying = ProjectedKustomization | ProjectedHelmRelease;

const entryKey = ({ group, kind, namespace = '', name }: InventoryEntry) =>
  `${group}/${kind}/${namespace}/${name}`;

/** The fleet gives the same array until one of them changes: what was indexed once serves all claims of a hub. */
const indexes = new WeakMap<object[], Map<string, Applying[]>>();

function inventoryIndex<T extends Applying>(applying: T[]): Map<string, T[]> {
  const known = indexes.get(applying);
  if (known) {
    return known as Map<string, T[]>;
  }
  const index = new Map<string, T[]>();
  for (const one of applying) {
    // What it applies to another cluster is there, under the same names.
    for (const entry of one.remote ? [] : one.inventory) {
      const key = entryKey(entry);
      index.set(key, [...(index.get(key) ?? []), one]);
    }
  }
  indexes.set(applying, index);
  return index;
}

/** Kustomizations in whose inventory an object is. */
export function kustomizationsHolding(
  fleet: FleetReader,
  object: InventoryEntry & { hub: string },
): ProjectedKustomization[] {
  const all = fleet.listed(object.hub, 'kustomization');
  return inventoryIndex(all).get(entryKey(object)) ?? [];
}

function releasesOf(fleet: FleetReader, claim: ProjectedClaim) {
  const all = fleet.listed(claim.hub, 'helm-release');
  const holding = inventoryIndex(all).get(entryKey(claim));
  const { [HELM_LABELS.name]: name, [HELM_LABELS.namespace]: namespace } =
    claim.labels;
  return (
    holding ??
    all.filter(
      release =>
        !release.remote &&
        release.inventory.length === 0 &&
        release.name === name &&
        release.namespace === namespace,
    )
  );
}

/** Who of Flux delivers a claim: by the inventory it is in, and by the labels that Flux put on it. */
export function fluxDelivery(
  fleet: FleetReader,
  claim: ProjectedClaim,
): FluxDelivery {
  const all = fleet.listed(claim.hub, 'kustomization');
  const holding = kustomizationsHolding(fleet, claim);
  const releases = releasesOf(fleet, claim);
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
    releases,
    links: [
      ...holding.map(kustomization =>
        objectEvidence(kustomization, 'status.inventory'),
      ),
      ...(holding.length === 0 && labelled
        ? [objectEvidence(labelled, `label ${FLUX_LABELS.name}`)]
        : []),
      ...releases.map(release =>
        objectEvidence(
          release,
          release.inventory.length > 0
            ? 'status.inventory'
            : `label ${HELM_LABELS.name}`,
        ),
      ),
    ],
  };
}

/** The Git repository that a Kustomization, or the chart of a HelmRelease, is read from; undefined for another kind of source, or one that is not seen. */
export function gitSourceOf(
  fleet: FleetReader,
  { hub, source }: Applying,
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
