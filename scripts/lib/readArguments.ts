import { parseArgs, type ParseArgsConfig } from 'node:util';
import { PortalError } from './PortalError.ts';

/**
 * Reads a command's options.
 *
 * @throws PortalError for an option that does not exist or lacks its value, as one sentence.
 */
export function readArguments<T extends ParseArgsConfig>(
  command: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node goes on to explain how an argument could begin with a dash.
    const [problem] = (error as Error).message.split(/\.\s|\n/);
    throw new PortalError(
      `${problem}; ./portal ${command} --help says what there is.`,
    );
  }
}

/** @throws PortalError when the text is no port. */
export function readPort(
  text: string | undefined,
  fallback: number,
  option: string,
): number {
  const port = Number(text ?? fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new PortalError(
      `${option} needs a port between 1 and 65535, not '${text}'.`,
    );
  }
  return port;
}
