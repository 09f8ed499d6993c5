import { once } from 'node:events';
import { Writable } from 'node:stream';

/** Bytes that are handed to the socket at once: objects one by one would make a record of TLS each. */
const BATCH = 256 * 1024;

/** Writes pieces in large batches, no faster than the client takes them. Stops when the client has gone. */
export async function writeAll(
  out: Writable,
  pieces: Iterable<Buffer>,
): Promise<void> {
  let batch: Buffer[] = [];
  let size = 0;
  for (const piece of pieces) {
    batch.push(piece);
    size += piece.length;
    if (size >= BATCH) {
      await write(out, Buffer.concat(batch, size));
      batch = [];
      size = 0;
    }
  }
  await write(out, Buffer.concat(batch, size));
}

async function write(out: Writable, bytes: Buffer): Promise<void> {
  if (bytes.length > 0 && !out.destroyed && !out.write(bytes)) {
    await Promise.race([once(out, 'drain'), once(out, 'close')]);
  }
}
