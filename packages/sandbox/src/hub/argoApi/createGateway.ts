import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../api/readBody';
import { GatewayError, gatewayErrors } from './GatewayError';

export interface GatewayCall {
  /** What the route's pattern caught. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, any>;
}

export interface GatewayRoute {
  method: string;
  path: RegExp;
  /** The answer as JSON; an array is a stream of results. */
  answer(call: GatewayCall): unknown;
}

export type RequestListener = (
  request: IncomingMessage,
  response: ServerResponse,
) => void;

/** Serves routes below a prefix to whoever has the token, with the errors of a gRPC gateway. */
export function createGateway(options: {
  prefix: string;
  token: string;
  /** What is said to those without it. */
  refusal: string;
  routes: GatewayRoute[];
}): RequestListener {
  const { prefix, token, refusal, routes } = options;
  const serve = async (request: IncomingMessage) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      throw gatewayErrors.unauthenticated(refusal);
    }
    const url = new URL(request.url ?? '/', 'http://hub');
    const path = url.pathname.slice(prefix.length);
    for (const route of routes) {
      const match = route.method === request.method && route.path.exec(path);
      if (match) {
        const body = await readBody(request);
        return route.answer({
          params: Object.fromEntries(
            Object.entries(match.groups ?? {}).map(([name, value]) => [
              name,
              decodeURIComponent(value),
            ]),
          ),
          query: url.searchParams,
          body: (body ?? {}) as Record<string, any>,
        });
      }
    }
    throw gatewayErrors.notImplemented();
  };
  return (request, response) => {
    serve(request).then(
      answer => write(response, 200, answer),
      error => {
        const known =
          error instanceof GatewayError
            ? error
            : new GatewayError(500, 13, (error as Error).message);
        const { status, code, message } = known;
        write(response, status, { error: message, code, message });
      },
    );
  };
}

function write(response: ServerResponse, status: number, answer: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(
    Array.isArray(answer)
      ? answer.map(result => `${JSON.stringify({ result })}\n`).join('')
      : JSON.stringify(answer),
  );
}
