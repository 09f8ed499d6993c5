import { once } from 'node:events';
import { Writable } from 'node:stream';

/** Bytes that are handed to the socket at once: objects one by one would make a record of TLS each. */
const BATCH = 256 * 1024;

/** Writes pieces in large batches, no faster than the client takes them. Stops when the client has gone. */
export async function writeAll(
  out: Writable,
  pieces: Iterable<Buffer>,
): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  out.once('close', leave);
  try {
    let batch: Buffer[] = [];
    let size = 0;
    for (const piece of pieces) {
      batch.push(piece);
      size += piece.length;
      if (size >= BATCH) {
        await write(out, Buffer.concat(batch, size), gone.signal);
        batch = [];
        size = 0;
      }
    }
    await write(out, Buffer.concat(batch, size), gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) {
      throw error;
    }
  } finally {
    out.off('close', leave);
  }
}

async function write(
  out: Writable,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (bytes.length > 0 && !out.write(bytes)) {
    await once(out, 'drain', { signal });
  }
}
