import { InputError } from '@backstage/errors';

/** @throws InputError when there is more than `limit` bytes of it */
export async function readBounded(
  response: Response,
  limit: number,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > limit) {
      throw new InputError(
        'The template writes too much to preview; the request can be sent without a preview',
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
