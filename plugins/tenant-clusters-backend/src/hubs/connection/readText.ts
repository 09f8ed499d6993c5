import { Readable } from 'node:stream';

/** Reads a body as UTF-8. @throws RangeError when it is longer than so many bytes */
export async function readText(
  body: Readable,
  limit: number,
  onChunk: () => void = () => {},
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    onChunk();
    length += (chunk as Buffer).length;
    if (length > limit) {
      throw new RangeError('The answer is too long');
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
