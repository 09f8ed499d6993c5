import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
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
 * Reads lines until the stream ends. Nothing is awaited for a line; once all streams together have worked for long, the next chunk
 * waits for the next turn of the loop, and the stream with it.
 *
 * @throws HubError `unreachable` when the stream ends within a line; the signal's reason once it aborts, and no line after; what
 *   `onChunk` and `onLine` throw
 */
export async function readStream(options: {
  body: Readable;
  signal: AbortSignal;
  onChunk: () => void;
  onLine: (line: Buffer) => void;
}): Promise<void> {
  const { body, signal, onChunk, onLine } = options;
  const splitter = new LineSplitter();
  const take = (chunk: Buffer) => {
    signal.throwIfAborted();
    onChunk();
    splitter.push(chunk, onLine);
  };
  const takeLater = async (chunk: Buffer) => {
    body.pause();
    // Again and again: all streams wake up together, and those before this one may have used up the turn.
    while (isTurnOver()) {
      await nextTurn();
    }
    if (!body.destroyed) {
      take(chunk);
      body.resume();
    }
  };
  const fail = (error: Error) => body.destroy(error);
  body.on('data', (chunk: Buffer) => {
    if (isTurnOver()) {
      takeLater(chunk).catch(fail);
      return;
    }
    // Nobody would catch what a listener throws.
    try {
      take(chunk);
    } catch (error) {
      fail(error as Error);
    }
  });
  try {
    await finished(body);
  } finally {
    body.destroy();
  }
  signal.throwIfAborted();
  if (splitter.pending) {
    throw new HubError('unreachable', 'The hub broke the connection.');
  }
}
