/** Access to a repository, from the weakest to the strongest; GitHub's names. */
export type Permission = 'pull' | 'triage' | 'push' | 'maintain' | 'admin';

/** A webhook of a repository or of an organisation. */
export interface HookRecord {
  id: number;
  url: string;
  contentType: 'json' | 'form';
  secret?: string;
  events: string[];
  active: boolean;
  createdAt: string;
}

/** A team of an organisation; repositories by id. */
export interface TeamRecord {
  id: number;
  slug: string;
  name: string;
  members: string[];
  repositories: Record<string, Permission>;
}

/** A person, an organisation or a bot. */
export interface AccountRecord {
  id: number;
  login: string;
  type: 'User' | 'Organization' | 'Bot';
  name: string;
  email: string;
  siteAdmin: boolean;
  createdAt: string;
  /** Organisations only: members by lower-case login. */
  members: Record<string, 'admin' | 'member'>;
  /** Organisations only: teams by slug. */
  teams: Record<string, TeamRecord>;
  hooks: HookRecord[];
}

/** Who a token stands for. */
export interface TokenRecord {
  login: string;
  kind: 'personal' | 'installation';
  /** Installation tokens: the account the app is installed on. */
  account?: string;
  expiresAt?: string;
}

export interface CommentRecord {
  id: number;
  user: string;
  body: string;
  createdAt: string;
  updatedAt: string;
}

export type ReviewState =
  | 'APPROVED'
  | 'CHANGES_REQUESTED'
  | 'COMMENTED'
  | 'DISMISSED'
  | 'PENDING';

export interface ReviewRecord {
  id: number;
  user: string;
  body: string;
  state: ReviewState;
  commitId: string;
  submittedAt: string;
}

export interface PullRecord {
  head: { ref: string; sha: string };
  /** `sha` is the base's tip as long as the pull request is open, and stays as it was when it ends. */
  base: { ref: string; sha: string };
  draft: boolean;
  mergedAt?: string;
  mergedBy?: string;
  mergeCommitSha?: string;
  requestedReviewers: string[];
  requestedTeams: string[];
  reviews: ReviewRecord[];
  /** Merge it by itself once nothing speaks against it. */
  autoMerge?: { method: 'merge' | 'squash' | 'rebase'; enabledBy: string };
}

/** An issue, or a pull request when `pull` is set: GitHub numbers them together. */
export interface IssueRecord {
  id: number;
  number: number;
  title: string;
  body?: string;
  user: string;
  state: 'open' | 'closed';
  labels: string[];
  assignees: string[];
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  closedBy?: string;
  comments: CommentRecord[];
  pull?: PullRecord;
}

export interface LabelRecord {
  id: number;
  name: string;
  color: string;
  description?: string;
}

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

export interface StatusRecord {
  id: number;
  sha: string;
  state: StatusState;
  context: string;
  description?: string;
  targetUrl?: string;
  creator: string;
  createdAt: string;
}

export interface CheckRunRecord {
  id: number;
  sha: string;
  name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion?: string;
  detailsUrl?: string;
  externalId?: string;
  startedAt: string;
  completedAt?: string;
  output: { title?: string; summary?: string; text?: string };
}

/** What is enforced of a branch protection, and the rest as it was asked for. */
export interface ProtectionRecord {
  /** `undefined`: pull requests are not required. */
  requiredApprovals?: number;
  dismissStaleReviews: boolean;
  /** `undefined`: no status check is required. */
  requiredChecks?: string[];
  strict: boolean;
  enforceAdmins: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
  /** The fields of the request that are kept and answered, but not enforced. */
  rest: Record<string, unknown>;
}

/** One rule of a ruleset, as GitHub's API spells it. */
export interface RulesetRule {
  type: string;
  parameters?: Record<string, unknown>;
}

/** Rules for branches by name, beside the protection that a single branch has. */
export interface RulesetRecord {
  id: number;
  name: string;
  target: 'branch' | 'tag';
  enforcement: 'active' | 'evaluate' | 'disabled';
  bypassActors: {
    actorId?: number;
    actorType: string;
    mode: 'always' | 'pull_request';
  }[];
  conditions: { include: string[]; exclude: string[] };
  rules: RulesetRule[];
  createdAt: string;
  updatedAt: string;
}

export interface RepositorySettings {
  allowMergeCommit: boolean;
  allowSquashMerge: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  allowUpdateBranch: boolean;
  deleteBranchOnMerge: boolean;
  hasIssues: boolean;
  hasProjects: boolean;
  hasWiki: boolean;
  squashMergeCommitTitle: string;
  squashMergeCommitMessage: string;
}

export interface RepositoryRecord {
  id: number;
  owner: string;
  name: string;
  /** Names that it had before, in lower case; they lead to it until another repository takes them. */
  formerNames?: string[];
  private: boolean;
  archived: boolean;
  description?: string;
  homepage?: string;
  defaultBranch: string;
  topics: string[];
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
  settings: RepositorySettings;
  /** By lower-case login. */
  collaborators: Record<string, Permission>;
  /** By branch name. */
  protection: Record<string, ProtectionRecord>;
  /** Absent in what an older forge wrote. */
  rulesets?: RulesetRecord[];
  /** Which other repositories may call the workflows of this private one; absent: none. */
  workflowAccess?: 'none' | 'user' | 'organization';
  labels: LabelRecord[];
  variables: Record<string, string>;
  nextNumber: number;
  /** Issues and pull requests by number. */
  issues: Record<string, IssueRecord>;
  statuses: StatusRecord[];
  checkRuns: CheckRunRecord[];
  hooks: HookRecord[];
}

/** Everything the forge knows that is not in a Git repository. */
export interface ForgeState {
  version: 1;
  nextId: number;
  /** Signs session cookies and form tokens. */
  secret: string;
  /** By lower-case login. */
  accounts: Record<string, AccountRecord>;
  tokens: Record<string, TokenRecord>;
  /** By id. */
  repositories: Record<string, RepositoryRecord>;
}
