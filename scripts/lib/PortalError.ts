/** Something a person can mend, as one clear sentence. Shown without a stack. */
export class PortalError extends Error {
  override name = 'PortalError';
}

/** Turns what the file system says into a sentence; other errors pass through. */
export function fileSystemError(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new PortalError(
        `the disk that holds ${path} is full; free some space and try again.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return new PortalError(
        `the folder ${path} can't be written to; choose another one with --state.`,
      );
    default:
      return error;
  }
}
