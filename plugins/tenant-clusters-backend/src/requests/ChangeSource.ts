import type { ParsedFile } from './parseChangedFile';
import type { ClaimChange, TrackedRequest } from './types';

/**
 * Something that changed, or is to change, files of a platform repository's branch: a pull request or a direct push. Which claims
 * that touches depends on the hub that looks at it, and on what is known of the hub just then.
 */
export interface ChangeSource {
  /** Unique in its repository. */
  key: string;
  files: ParsedFile[];
  /** Undefined while the forge was not asked about it yet. */
  toRequest: (
    placed: { hub: string; repository: string },
    changes: ClaimChange[],
  ) => TrackedRequest | undefined;
}
