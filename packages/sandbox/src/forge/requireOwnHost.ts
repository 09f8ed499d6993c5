import { NextFunction, Request, Response } from 'express';
import { ApiError } from './core/ApiError';
import { ForgeCore } from './core/ForgeCore';

/**
 * Refuses whoever reaches us under another name: it may be a foreign page that made its own name point here, and could then
 * do what only a page of ours may.
 */
export function requireOwnHost(core: ForgeCore) {
  const { host, port } = new URL(core.publicUrl);
  const known = [
    host,
    `localhost:${port}`,
    `127.0.0.1:${port}`,
    `[::1]:${port}`,
  ];
  return (request: Request, _response: Response, next: NextFunction) => {
    const local = request.socket.localPort;
    const names = [...known, `localhost:${local}`, `127.0.0.1:${local}`];
    const ok = names.includes(String(request.headers.host));
    next(
      ok
        ? undefined
        : new ApiError(421, `Open this forge at ${core.publicUrl}`),
    );
  };
}
