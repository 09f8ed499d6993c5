import { Readable } from 'node:stream';
import { HubError } from '../connection/HubError';
import { LineSplitter } from './LineSplitter';
import { isTurnOver, nextTurn } from './turn';

/** Does something to each item, letting others work in between. */
export async function inSlices<T>(
  items: Iterable<T>,
  signal: AbortSignal,
  action: (item: T) => void,
): Promise<void> {
  for (const item of items) {
    while (isTurnOver()) {
      await nextTurn();
      signal.throwIfAborted();
    }
    action(item);
  }
}

/**
 * Reads lines until the stream ends. Nothing is awaited for a line; between chunks the loop yields when it has
 * worked for long, and the stream waits meanwhile.
 *
 * @throws HubError `unreachable` when the stream ends within a line; the signal's reason once it aborts, and no line after
 */
export async function readStream(options: {
  body: Readable;
  signal: AbortSignal;
  onChunk: () => void;
  onLine: (line: Buffer) => void;
}): Promise<void> {
  const { body, signal, onChunk, onLine } = options;
  const splitter = new LineSplitter();
  try {
    for await (const chunk of body) {
      // Again and again: all streams wake up together, and those before this one may have used up the turn.
      while (isTurnOver()) {
        await nextTurn();
      }
      signal.throwIfAborted();
      onChunk();
      splitter.push(chunk as Buffer, onLine);
    }
  } finally {
    body.destroy();
  }
  signal.throwIfAborted();
  if (splitter.pending) {
    throw new HubError('unreachable', 'The hub broke the connection.');
  }
}
