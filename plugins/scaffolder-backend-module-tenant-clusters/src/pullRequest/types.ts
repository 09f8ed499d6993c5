/** One file as it is to be; content undefined deletes it. */
export interface ProposedFile {
  path: string;
  content?: Buffer;
  executable?: boolean;
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
}

/** What a proposal came to. */
export interface ProposalResult {
  outcome: 'created' | 'updated' | 'unchanged';
  branch: string;
  pullRequest?: OpenPullRequest;
  /** Unified diff against what was there before; empty when nothing changes. */
  diff: string;
}
