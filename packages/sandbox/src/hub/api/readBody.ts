import { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { StatusError, statusErrors } from '../store';
import { decodeProtobuf } from './decodeProtobuf';

// The API server's own limit for a request body.
const maxBytes = 3 * 1024 * 1024;

/** The content type without its parameters, in lower case. */
export function contentTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim()
    .toLowerCase();
}

/**
 * Reads a JSON or YAML body; undefined when there is none.
 *
 * @throws StatusError 400 when it cannot be read, 413 when it is too large, 415 for another encoding
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${maxBytes}`,
      );
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const type = contentTypeOf(request);
  try {
    return parseBody(type, bytes);
  } catch (error) {
    if (error instanceof StatusError) {
      throw error;
    }
    throw statusErrors.badRequest(
      `the object provided is unrecognized (must be of type ${type}): ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

export function unsupportedMediaType(accepted: string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

function parseBody(type: string, bytes: Buffer): unknown {
  if (type === 'application/vnd.kubernetes.protobuf') {
    const object = decodeProtobuf(bytes);
    if (!object) {
      throw unsupportedMediaType(['application/json', 'application/yaml']);
    }
    return object;
  }
  const text = bytes.toString('utf8');
  if (!text.trim()) {
    return undefined;
  }
  return type.includes('yaml')
    ? parse(text, { maxAliasCount: 100 })
    : JSON.parse(text);
}
