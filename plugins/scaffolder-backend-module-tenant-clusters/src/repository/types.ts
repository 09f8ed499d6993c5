import type { ProposedFile } from '../pullRequest/types';

/** Access to a repository, from the weakest to the strongest; GitHub's names. */
export const PERMISSIONS = [
  'pull',
  'triage',
  'push',
  'maintain',
  'admin',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What the default branch asks of a change. */
export interface ProtectionWish {
  requiredApprovals?: number;
  requireCodeOwners?: boolean;
  requiredChecks?: string[];
  dismissStaleReviews?: boolean;
  enforceAdmins?: boolean;
}

/** A repository as it is to be at least. */
export interface RepositoryWish {
  description?: string;
  visibility: 'private' | 'internal' | 'public';
  files: ProposedFile[];
  topics: string[];
  teams: { slug: string; permission: Permission }[];
  users: { login: string; permission: Permission }[];
  protection?: ProtectionWish;
  deleteBranchOnMerge: boolean;
  allowAutoMerge: boolean;
  /** Who asked for it, as an entity reference. */
  requester?: string;
}

/** What a run came to. */
export interface EnsuredRepository {
  outcome: 'created' | 'finished' | 'unchanged';
  defaultBranch: string;
  /** What was done, or would be, in words. */
  done: string[];
}
