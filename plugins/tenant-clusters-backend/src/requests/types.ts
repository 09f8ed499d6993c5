import type { ClusterRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimFields } from '../projections/types';

/** One claim that a request adds, changes or removes, found by parsing the YAML at base and head. */
export interface ClaimChange {
  change: 'create' | 'change' | 'remove';
  group: string;
  kind: string;
  /** As in the file, else as its Kustomization or its Application's destination says; empty for a cluster-scoped kind. */
  namespace: string;
  name: string;
  path: string;
  /** Where the manifest was before, when it was moved. */
  previousPath?: string;
  /**
   * `namespace/name` of the Application through whose path the changed file reaches this claim: the claim itself is rendered
   * from it (Helm, overlays, generators). Absent when the file holds the claim.
   */
  application?: string;
  /** The Kustomization of the overlay through which the file of a base reaches this claim. */
  overlay?: string;
  fields: ClaimFields;
  /**
   * The claim's manifest at the head (at the base for a removal), for comparing with the live one; empty for one that is
   * rendered, since only its Application knows what comes of it.
   */
  manifest: Record<string, unknown>;
}

/**
 * A request as the model keeps it; `claims` of the REST type is computed from `changes`. A direct push (`origin: 'push'`) has a
 * `commit` in place of a number, is merged from the start, and `mergedAt` is its committer's time.
 */
export interface TrackedRequest extends Omit<ClusterRequest, 'claims'> {
  origin: 'pull-request' | 'push';
  changes: ClaimChange[];
  /** Branch it is merged into. */
  base: string;
  /** `Spokeport-Hub` and `Spokeport-Claim` trailers, as stated. */
  trailers: { hub?: string; claims: string[] };
}

/** Why a repository can't be followed; stable, for translations. */
export type RepositoryProblem =
  | 'address'
  | 'no-integration'
  | 'token-refused'
  | 'not-found'
  | 'forbidden'
  | 'rate-limited'
  | 'branch-missing'
  | 'moved'
  | 'archived'
  | 'rewritten'
  | 'too-many-open'
  | 'checks-forbidden'
  | 'server-error'
  | 'not-github'
  | 'unreachable';

/** What GitHub said last about the limit of these credentials. */
export interface RateLimitState {
  /** Calls an hour. */
  limit: number;
  remaining: number;
  /** RFC 3339. */
  resetAt: string;
}

/** How one hub's platform repository is heard. */
export interface RepositoryState {
  hub: string;
  url: string;
  branch: string;
  state: 'connecting' | 'live' | 'failing';
  /** When it was read last with success, RFC 3339. */
  heardAt?: string;
  /** What is wrong; also beside state `live`, where it is followed all the same (`archived`, `moved`, `rewritten`, …). */
  problem?: RepositoryProblem;
  /** One sentence in English; no token. */
  message?: string;
  rateLimit?: RateLimitState;
  /** Nothing is asked of GitHub before, as it wishes; RFC 3339. */
  pausedUntil?: string;
  /** What the last poll cost: calls in all, and those answered 304, which count against no limit. */
  lastPoll?: { calls: number; unchanged: number };
}

/**
 * How a revision stands to a commit, by Git ancestry: it has it; it lacks it but is on the way to it; the histories went apart
 * (rewritten, or of another branch), or the repository knows one of them no more. The last two decide nothing.
 */
export type Ancestry = 'contained' | 'missing' | 'diverged' | 'not-found';

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
   * {@link RequestReader.subscribe} tells when the answer is there. Undefined too where ancestry can't decide it.
   */
  contains(hub: string, revision: string, commit: string): boolean | undefined;
  /** Like {@link RequestReader.contains}, with why there is no yes or no; undefined while it is not known. */
  ancestry(hub: string, revision: string, commit: string): Ancestry | undefined;
  subscribe(listener: () => void): () => void;
}
