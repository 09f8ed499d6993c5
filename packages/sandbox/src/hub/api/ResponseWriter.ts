import {
  IncomingMessage,
  OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';
import { Writable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { KubeObject } from '../store';

// The API server compresses answers above 128 KiB (feature APIResponseCompression).
const compressAbove = 128 * 1024;
// Writing longer than this would hold up the watches of others.
const sliceMs = 8;

/** Answers one request. */
export class ResponseWriter {
  readonly response: ServerResponse;
  readonly #gzip: boolean;
  readonly #warnings: string[] = [];

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.response = response;
    this.#gzip = /\bgzip\b/.test(
      String(request.headers['accept-encoding'] ?? ''),
    );
  }

  /** Adds a `Warning` header (RFC 7234, code 299), as kubectl prints it. */
  warn(message: string): void {
    this.#warnings.push(
      `299 - "${message
        .replace(/["\\]/g, '\\$&')
        .replace(/[^\x20-\x7e]/g, '?')}"`,
    );
  }

  async json(
    code: number,
    body: unknown,
    type = 'application/json',
  ): Promise<void> {
    const text = `${JSON.stringify(body)}\n`;
    const compressed = this.#gzip && text.length > compressAbove;
    const out = this.#begin(code, type, compressed);
    await write(out, text);
    out.end();
  }

  text(code: number, body: string): void {
    this.#begin(code, 'text/plain; charset=utf-8', false).end(body);
  }

  /** Writes a list piece by piece, leaving the event loop to others in between. */
  async list(
    head: object,
    field: string,
    items: readonly KubeObject[],
    represent: (item: KubeObject) => unknown,
  ): Promise<void> {
    const out = this.#begin(200, 'application/json', this.#gzip);
    const headText = JSON.stringify(head);
    await write(out, `${headText.slice(0, -1)},"${field}":[`);
    let since = performance.now();
    let piece = '';
    for (let index = 0; index < items.length; index += 1) {
      piece += (index ? ',' : '') + JSON.stringify(represent(items[index]));
      if (piece.length > 64 * 1024) {
        await write(out, piece);
        piece = '';
        if (this.response.destroyed) {
          return;
        }
      }
      if (performance.now() - since > sliceMs) {
        await new Promise(setImmediate);
        since = performance.now();
      }
    }
    await write(out, `${piece}]}\n`);
    out.end();
  }

  /** Begins a stream of JSON lines, which is not compressed: each line must leave at once. */
  stream(): ServerResponse {
    this.#begin(200, 'application/json', false);
    this.response.flushHeaders();
    return this.response;
  }

  #begin(code: number, type: string, gzip: boolean): Writable {
    const { response } = this;
    const headers: OutgoingHttpHeaders = {
      'content-type': type,
      'cache-control': 'no-cache, private',
      ...(gzip ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}),
    };
    if (this.#warnings.length) {
      this.response.setHeader('warning', this.#warnings);
    }
    response.writeHead(code, headers);
    if (!gzip) {
      return response;
    }
    const out = createGzip({ level: constants.Z_BEST_SPEED });
    out.pipe(response);
    response.once('close', () => out.destroy());
    return out;
  }
}

async function write(out: Writable, text: string): Promise<void> {
  if (out.destroyed || out.write(text)) {
    return;
  }
  await new Promise<void>(resolve => {
    const done = () => {
      out.off('drain', done);
      out.off('close', done);
      resolve();
    };
    out.on('drain', done);
    out.on('close', done);
  });
}
