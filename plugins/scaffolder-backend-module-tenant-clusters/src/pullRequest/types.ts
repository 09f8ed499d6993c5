/** One file as it is to be; neither content nor blob deletes it. */
export interface ProposedFile {
  path: string;
  content?: Buffer;
  executable?: boolean;
  /** Instead of content: what Git has already, whatever kind of entry it is. */
  blob?: { sha: string; mode: string };
  /** Blob that the content was made from: the file must still be that where it is proposed to. */
  madeFrom?: string;
}

/** A file that moves with its content and its mode. */
export interface Rename {
  from: string;
  to: string;
}

/** One entry of a tree. */
export interface TreeEntry {
  path: string;
  sha: string;
  mode: string;
}

export type Tree = Map<string, TreeEntry>;

export interface OpenPullRequest {
  number: number;
  url: string;
  /** GraphQL's id, which auto-merge asks for. */
  nodeId?: string;
  /** Where it was read. */
  body?: string;
}

/** Another pull request that is open. */
export interface StandingPullRequest {
  number: number;
  url: string;
  body: string;
  /** Branch that it is to be merged into. */
  base: string;
}

/** What happens to one file. */
export interface FileChange {
  path: string;
  change: 'added' | 'changed' | 'removed';
  /** Whether it is no text, or a link: its diff is only a sentence. */
  binary: boolean;
  /** Its part of the unified diff. */
  diff: string;
}

/** What a proposal came to. */
export interface ProposalResult {
  outcome: 'created' | 'updated' | 'unchanged';
  branch: string;
  pullRequest?: OpenPullRequest;
  /** The change against what was there before, by path; empty when nothing changes. */
  changes: FileChange[];
}

/** What is known of a repository before a proposal. */
export interface Opening {
  /** GraphQL's id of the repository. */
  repositoryId: string;
  defaultBranch: string;
  baseBranch: string;
  baseHead?: string;
  /** Commit of the proposal's branch, where there is one. */
  head?: string;
  pullRequest?: OpenPullRequest;
}
