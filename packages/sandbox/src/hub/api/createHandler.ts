import { IncomingMessage, ServerResponse } from 'node:http';
import { StatusError, statusErrors } from '../store';
import { ApiContext } from './ApiContext';
import { Faults } from './Faults';
import { handleMeta, publicPaths } from './handleMeta';
import { handleResource } from './handleResource';
import { HubToken } from './HubToken';
import { parseRequestInfo } from './RequestInfo';
import { ResponseWriter } from './ResponseWriter';

/** The request listener: faults, then who it is, then the path's part of the API. */
export function createHandler(
  context: ApiContext,
  tokens: HubToken[],
  faults: Faults,
  routes: Record<
    string,
    (request: IncomingMessage, response: ServerResponse) => void
  > = {},
): (request: IncomingMessage, response: ServerResponse) => void {
  const byToken = new Map(tokens.map(entry => [entry.token, entry]));
  return (request, response) => {
    if (faults.intercept(request, response)) {
      return;
    }
    const [, first] = (request.url ?? '').split(/[/?]/);
    if (Object.hasOwn(routes, first)) {
      routes[first](request, response);
      return;
    }
    const writer = new ResponseWriter(request, response);
    serve(context, byToken, request, writer).catch(error =>
      refuse(writer, error),
    );
  };
}

async function serve(
  context: ApiContext,
  byToken: Map<string, HubToken>,
  request: IncomingMessage,
  writer: ResponseWriter,
): Promise<void> {
  const url = parseUrl(request.url);
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  const who = bearer ? byToken.get(bearer[1]) : undefined;
  if (!who && !(publicPaths.has(url.pathname) && !bearer)) {
    throw new StatusError(401, 'Unauthorized', 'Unauthorized');
  }
  const info = parseRequestInfo(request.method ?? 'GET', url);
  if (info && who) {
    await handleResource(context, { request, url, who, writer }, info);
  } else {
    await handleMeta(context.store, { request, url, writer });
  }
}

function parseUrl(path: string | undefined): URL {
  try {
    return new URL(path ?? '/', 'http://hub');
  } catch {
    throw statusErrors.badRequest('the path is not valid');
  }
}

function refuse(writer: ResponseWriter, error: unknown): void {
  const { response } = writer;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          'Internal error occurred: the sandbox hub failed',
        );
  if (refusal !== error) {
    process.emitWarning(
      error instanceof Error ? error : new Error(String(error)),
    );
  }
  if (refusal.details?.retryAfterSeconds) {
    response.setHeader('retry-after', refusal.details.retryAfterSeconds);
  }
  writer.json(refusal.code, refusal.toStatus()).catch(() => response.destroy());
}
