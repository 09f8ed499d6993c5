import { Request } from 'express';
import { Readable } from 'node:stream';
import { Actor, requireActor, requireRepository } from '../core/access';
import { ApiError } from '../core/ApiError';
import { ForgeCore } from '../core/ForgeCore';
import { Permission, RepositoryRecord } from '../state/ForgeState';

/** What an endpoint answers; JSON unless `raw` or `stream` is set. */
export interface Reply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: Buffer;
  stream?: Readable;
  contentType?: string;
}

/** One request, with what endpoints need of it. */
export class ApiContext {
  readonly core: ForgeCore;
  readonly actor: Actor | undefined;
  readonly request: Request;

  constructor(core: ForgeCore, actor: Actor | undefined, request: Request) {
    this.core = core;
    this.actor = actor;
    this.request = request;
  }

  param(name: string): string {
    return this.request.params[name] ?? '';
  }

  /** A query parameter that was given once, as text. */
  query(name: string): string | undefined {
    const value = this.request.query[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** The JSON object of the request; anything else counts as empty. */
  get body(): Record<string, unknown> {
    const body: unknown = this.request.body;
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : {};
  }

  get accept(): string {
    return this.request.headers.accept ?? '';
  }

  requireActor(): Actor {
    return requireActor(this.actor);
  }

  /**
   * The repository of the path, if the actor may do `needed` with it. A former name leads to the new one, as on GitHub.
   */
  repository(needed: Permission = 'pull'): RepositoryRecord {
    const [owner, name] = [this.param('owner'), this.param('repo')];
    const renamed = this.core.renamedRepository(owner, name);
    if (!renamed) {
      return requireRepository(this.core, this.actor, owner, name, needed);
    }
    requireRepository(this.core, this.actor, owner, renamed.name, needed);
    throw this.#moved(renamed);
  }

  #moved({ owner, name }: RepositoryRecord): ApiError {
    const { method, url } = this.request;
    const reading = method === 'GET' || method === 'HEAD';
    const rest = url.replace(/^\/repos\/[^/?]+\/[^/?]+/, '');
    return new ApiError(
      reading ? 301 : 307,
      reading ? 'Moved Permanently' : 'Temporary Redirect',
      undefined,
      { Location: `${this.core.apiUrl}/repos/${owner}/${name}${rest}` },
    );
  }
}

export type Handler = (context: ApiContext) => Reply | Promise<Reply>;

/** An endpoint's method, express path and handler. */
export type Route = [
  method: 'get' | 'post' | 'put' | 'patch' | 'delete',
  path: string,
  handler: Handler,
];

export const NO_CONTENT: Reply = { status: 204 };

export function created(body: unknown, location?: string): Reply {
  return { status: 201, body, headers: location ? { Location: location } : {} };
}
