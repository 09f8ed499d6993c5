import { InputError } from '@backstage/errors';
import { LineCounter, parseDocument } from 'yaml';
import { isRecord } from './isRecord';
import { omitEmpty } from './omitEmpty';

/** Aliases are bounded: a hostile text must not expand without end. */
const MAX_ALIASES = 100;

/** @throws InputError naming the line of what is no YAML. */
function parseText(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem) {
    throw new InputError(
      `The given YAML cannot be read, line ${
        lineCounter.linePos(problem.pos[0]).line
      }: ${problem.message.split('\n')[0]}`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new InputError(`The given YAML cannot be read: ${error}`);
  }
}

/**
 * The document of the input `manifest`: a map, or the text of one as a person wrote it.
 *
 * @throws InputError when the text is no YAML, or holds no map.
 */
export function readManifestInput(input: {
  manifest?: Record<string, unknown> | string;
  omitEmpty?: boolean;
  keepEmpty?: string[];
}): Record<string, unknown> | undefined {
  const { manifest } = input;
  const content = typeof manifest === 'string' ? parseText(manifest) : manifest;
  if (content === undefined) {
    return undefined;
  }
  if (!isRecord(content)) {
    throw new InputError('The given YAML must be a map of fields');
  }
  return input.omitEmpty
    ? (omitEmpty(content, new Set(input.keepEmpty)) as Record<string, unknown>)
    : content;
}
