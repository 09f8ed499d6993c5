import type { FileChange, ProposedFile } from '../pullRequest/types';

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

/** Who may go round a ruleset: a team, a role on the repository, or the organization's owners. */
export interface BypassWish {
  team?: string;
  role?: 'maintain' | 'write' | 'admin';
  organizationAdmins?: boolean;
  /** `pull_request`: only to merge one that the rules still hold. */
  mode?: 'always' | 'pull_request';
}

/** Rules for branches by name, which hold beside the protection of a branch. */
export interface RulesetWish {
  /** How it is found again. */
  name: string;
  enforcement?: 'active' | 'evaluate' | 'disabled';
  /** The default branch by default; names and patterns of branches, or `~ALL`. */
  branches?: string[];
  requiredApprovals?: number;
  requireCodeOwners?: boolean;
  dismissStaleReviews?: boolean;
  requireLastPushApproval?: boolean;
  requireResolvedThreads?: boolean;
  requiredChecks?: string[];
  /** Branches may be deleted; not by default. */
  allowDeletion?: boolean;
  /** Branches may be moved other than forward; not by default. */
  allowForcePush?: boolean;
  /** Only for a ruleset that is new. */
  bypass?: BypassWish[];
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
  rulesets: RulesetWish[];
  /** Which other repositories may call the workflows of a private one. */
  workflowAccess?: 'user' | 'organization';
  deleteBranchOnMerge: boolean;
  allowAutoMerge: boolean;
  /** Who asked for it, as an entity reference. */
  requester?: string;
  /** Whose it is; the requester may act for it. */
  tenant?: string;
  /** What the requester may finish of others: `platform` is what belongs to no tenant. */
  mayFinishFor: string[];
  /** It is there already, and its content, topics and settings are others' business. */
  settingsOnly: boolean;
}

/** What a platform's own repositories belong to, in {@link RepositoryWish.mayFinishFor}. */
export const PLATFORM = ' platform';

/** What a run came to. */
export interface EnsuredRepository {
  outcome: 'created' | 'finished' | 'unchanged';
  defaultBranch: string;
  /** What was done, or would be, in words. */
  done: string[];
  /** In a dry run: the first content that would be committed. */
  changes: FileChange[];
}
