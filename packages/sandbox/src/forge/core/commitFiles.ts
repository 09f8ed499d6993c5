import { isSafePath, Signature, TreeChange, ZERO_SHA } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { unprocessable } from './ApiError';
import { changeRef } from './changeRef';
import { ForgeCore } from './ForgeCore';
import { signatureOf } from './mergePullRequest';

/** A file to write; `mode` is git's, by default `100644`. */
export interface FileContent {
  content: string | Buffer;
  mode?: '100644' | '100755' | '120000';
}

export interface CommitFilesOptions {
  branch: string;
  /** Where the branch starts when it does not exist yet; by default the default branch. */
  from?: string;
  /** What each path becomes; `undefined` removes it. */
  files: Record<string, FileContent | undefined>;
  message: string;
  author?: Signature;
  committer?: Signature;
  at?: Date;
  bypassProtection?: boolean;
}

/** Commits files on top of a branch. The caller holds the repository's lock. */
export async function commitFiles(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  options: CommitFilesOptions,
): Promise<string> {
  const git = core.git(repository);
  const tip = await git.branch(options.branch);
  const start = options.from ?? repository.defaultBranch;
  const parent = tip ?? (await git.resolve(start));
  const changes: TreeChange[] = [];
  for (const [path, file] of Object.entries(options.files)) {
    if (!isSafePath(path)) {
      throw unprocessable(`path contains a malformed path component: ${path}`);
    }
    changes.push({
      path,
      mode: file?.mode ?? '100644',
      sha: file && (await git.writeBlob(file.content)),
    });
  }
  const written = await git.writeTree(parent, changes);
  if ('missing' in written) {
    throw unprocessable(`There is no ${written.missing} to remove`);
  }
  const author = options.author ?? signatureOf(actor, core.now(options.at));
  const sha = await git.writeCommit({
    tree: written.tree,
    parents: parent ? [parent] : [],
    message: options.message,
    author,
    committer: options.committer ?? author,
  });
  await changeRef(
    core,
    repository,
    actor,
    {
      ref: `refs/heads/${options.branch}`,
      before: tip ?? ZERO_SHA,
      after: sha,
    },
    { bypassProtection: options.bypassProtection, at: options.at },
  );
  return sha;
}
