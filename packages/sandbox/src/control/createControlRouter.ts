import { createHash, timingSafeEqual } from 'node:crypto';
import express, { NextFunction, Request, Response, Router } from 'express';
import { FaultRequest, faultOf } from './Fault';
import { FaultList } from './FaultList';

/**
 * The door through which a person makes the sandbox fail: `GET`, `POST` and `DELETE` on `/fail`, each with the control
 * token as bearer token. For the sandbox's own loopback address only.
 */
export function createControlRouter(options: {
  token: string;
  faults: FaultList;
}): Router {
  const { faults } = options;
  const router = Router();
  router.use(requireToken(options.token));
  router.use(express.json({ limit: '16kb' }));
  router.get('/fail', (_request, response) => {
    response.json({ faults: faults.list() });
  });
  router.post('/fail', (request, response) => {
    faults.add(faultOf(readRequest(request.body)));
    response.status(201).json({ faults: faults.list() });
  });
  router.delete('/fail', (_request, response) => {
    faults.clear();
    response.json({ faults: [] });
  });
  router.use(
    (
      error: Error & { status?: number },
      _request: Request,
      response: Response,
      next: NextFunction,
    ) => {
      if (response.headersSent) {
        next(error);
        return;
      }
      const known = error.name === 'InputError' || error.status === 400;
      response.status(known ? 400 : 500).json({
        message: known ? error.message : 'The sandbox failed at this',
      });
    },
  );
  return router;
}

function requireToken(token: string) {
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    if (timingSafeEqual(digest(given), digest(token))) {
      next();
    } else {
      response.status(401).json({ message: 'The control token is wrong' });
    }
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readRequest(body: unknown): FaultRequest {
  const fields = (body ?? {}) as Record<string, unknown>;
  const text = (name: string) =>
    typeof fields[name] === 'string' ? (fields[name] as string) : undefined;
  return {
    what: text('what') ?? '',
    cluster: text('cluster'),
    kind: text('kind'),
    step: text('step'),
    message: text('message'),
  };
}
