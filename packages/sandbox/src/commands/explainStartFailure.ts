import { ArgumentError, usage } from './parseArguments';

/** Why the sandbox did not start, as one sentence for the person who started it. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof ArgumentError) return `${error.message}.\n${usage}`;
  const { code, port, path, message } = error as NodeJS.ErrnoException & {
    port?: number;
  };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program: stop it, or choose another port with --forge-port or --hub-port.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The sandbox may not write to ${
        path ?? 'its folder'
      }: choose another folder with --state.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full: the sandbox needs about 50 MB for its state.';
    case 'ENOTDIR':
    case 'EEXIST':
      return `${
        path ?? 'The path given with --state'
      } is not a folder: choose another with --state.`;
    default:
      return `The sandbox could not start: ${message || String(error)}`;
  }
}
