import { setImmediate as nextTurn } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { HubError } from '../connection/HubError';
import { LineSplitter } from './LineSplitter';

/** Milliseconds of work after which others get their turn. */
const SLICE = 8;

/** Does something to each item, letting others work in between. */
export async function inSlices<T>(
  items: Iterable<T>,
  signal: AbortSignal,
  action: (item: T) => void,
): Promise<void> {
  let begun = performance.now();
  for (const item of items) {
    action(item);
    if (performance.now() - begun > SLICE) {
      await nextTurn();
      signal.throwIfAborted();
      begun = performance.now();
    }
  }
}

/**
 * Reads lines until the stream ends. Nothing is awaited for a line; after some milliseconds of work the loop yields, and the
 * stream waits meanwhile.
 *
 * @throws HubError `unreachable` when the stream ends within a line; the signal's reason once it aborts, and no line after
 */
export async function readStream(options: {
  body: Readable;
  signal: AbortSignal;
  onChunk: () => void;
  onLine: (line: string) => void;
}): Promise<void> {
  const { body, signal, onChunk, onLine } = options;
  const splitter = new LineSplitter();
  let begun = performance.now();
  try {
    for await (const chunk of body) {
      signal.throwIfAborted();
      onChunk();
      splitter.push(chunk as Buffer, onLine);
      if (performance.now() - begun > SLICE) {
        await nextTurn();
        signal.throwIfAborted();
        begun = performance.now();
      }
    }
  } finally {
    body.destroy();
  }
  signal.throwIfAborted();
  if (splitter.pending) {
    throw new HubError('unreachable', 'The hub broke the connection.');
  }
}
