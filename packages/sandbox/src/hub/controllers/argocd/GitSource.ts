/** A repository or a revision that can't be read; the message is what Argo CD's repo-server says. */
export class GitSourceError extends Error {
  override name = 'GitSourceError';
}

/** Reads files of repositories at commits; what is read of a commit never changes. */
export interface GitSource {
  /** The commit a branch, tag or (short) id means now. Throws {@link GitSourceError}. */
  resolveRevision(repoURL: string, revision: string): Promise<string>;
  /** The paths of all files below a folder (`.` is the root), sorted; empty when there is no such folder. */
  listFiles(repoURL: string, sha: string, path: string): Promise<string[]>;
  /** A file's text, or undefined when there is none. */
  readFile(
    repoURL: string,
    sha: string,
    path: string,
  ): Promise<string | undefined>;
}
