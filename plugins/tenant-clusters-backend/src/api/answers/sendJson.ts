import { createHash } from 'node:crypto';

/** The part of an Express answer that is used here; the typed router's answers have it too. */
interface JsonResponse {
  req: { fresh: boolean };
  setHeader(name: string, value: string): unknown;
  status(code: number): { end(): unknown };
  type(type: string): { send(text: string): unknown };
}

/**
 * Answers with JSON under an ETag of its parts, which have to be everything that decides what this reader sees. When the reader
 * has it already, the answer is a 304 and nothing is serialised.
 *
 * @param options.parts - the decisions about the reader, and revisions rather than contents
 * @param options.text - makes the JSON text
 */
export function sendJson(
  response: unknown,
  options: { parts: unknown[]; text: () => string },
): void {
  // The typed router allows answers of one type as objects only, and would have them serialised anew.
  const plain = response as JsonResponse;
  const digest = createHash('sha256')
    .update(JSON.stringify(options.parts))
    .digest('base64url');
  plain.setHeader('ETag', `W/"${digest.slice(0, 27)}"`);
  plain.setHeader('Cache-Control', 'private, no-cache');
  plain.setHeader('Vary', 'Authorization');
  if (plain.req.fresh) {
    plain.status(304).end();
    return;
  }
  plain.type('application/json').send(options.text());
}

/** One JSON object of items that are JSON already, and of fields beside them. */
export function listText(items: string[], rest: object): string {
  const fields = JSON.stringify(rest).slice(1, -1);
  return `{"items":[${items.join(',')}]${fields && ','}${fields}}`;
}
