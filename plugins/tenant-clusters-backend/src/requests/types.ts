import type { ClusterRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimFields } from '../projections/types';

/** One claim that a pull request adds, changes or removes, found by parsing the YAML at base and head. */
export interface ClaimChange {
  change: 'create' | 'change' | 'remove';
  group: string;
  kind: string;
  /** As in the file, else as its Application's destination says. */
  namespace: string;
  name: string;
  path: string;
  fields: ClaimFields;
  /** The claim's manifest at the head (at the base for a removal), for comparing with the live one. */
  manifest: Record<string, unknown>;
}

/** A pull request as the model keeps it; `claims` of the REST type is computed from `changes`. */
export interface TrackedRequest extends Omit<ClusterRequest, 'claims'> {
  changes: ClaimChange[];
  /** Branch it is merged into. */
  base: string;
  /** `Spokeport-Hub` and `Spokeport-Claim` trailers, as stated. */
  trailers: { hub?: string; claims: string[] };
}

export interface RepositoryState {
  hub: string;
  url: string;
  branch: string;
  state: 'connecting' | 'live' | 'failing';
  heardAt?: string;
  /** One sentence in English; no token. */
  message?: string;
}

/** Requests of every platform repository, in memory. No method calls GitHub. */
export interface RequestReader {
  repositories(): RepositoryState[];
  /** Newest first. */
  requests(hub?: string): TrackedRequest[];
  /** Requests that touch this claim, newest first. */
  requestsFor(claim: {
    hub: string;
    group: string;
    kind: string;
    namespace: string;
    name: string;
  }): TrackedRequest[];
  /**
   * Whether `revision` contains `commit`, as far as it is known: asking schedules the comparison in the background, and
   * {@link RequestReader.subscribe} tells when the answer is there.
   */
  contains(hub: string, revision: string, commit: string): boolean | undefined;
  subscribe(listener: () => void): () => void;
}
