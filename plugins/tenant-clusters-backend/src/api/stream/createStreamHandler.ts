import type {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import type { ViewerFactory } from '../../permissions';
import type { ChangeFeed } from './ChangeFeed';
import { PumpQueue } from './PumpQueue';
import { StreamConnection } from './StreamConnection';
import type { StreamLimits } from './StreamLimits';
import type { StreamMessages } from './StreamMessages';

/** How long things take; all in milliseconds. */
export interface StreamTimes {
  heartbeat: number;
  /** How often permissions are decided anew. */
  redecide: number;
  /** End of a stream whose token does not say when it ends. */
  maxAge: number;
  /** A reader that takes nothing for this long is let go. */
  patience: number;
}

export const DEFAULT_STREAM_TIMES: StreamTimes = {
  heartbeat: 15_000,
  redecide: 60_000,
  maxAge: 3_600_000,
  patience: 60_000,
};

const readerOf = ({ principal }: BackstageCredentials) =>
  JSON.stringify(principal ?? {}, ['type', 'userEntityRef', 'subject']);

/**
 * Serves `GET /stream`: server-sent events of what changed, for one viewer, until their token ends. A decision of the policy
 * that changes meanwhile is followed with removals.
 */
export function createStreamHandler(options: {
  httpAuth: HttpAuthService;
  viewers: ViewerFactory;
  feed: ChangeFeed;
  messages: StreamMessages;
  limits: StreamLimits;
  logger: LoggerService;
  times?: Partial<StreamTimes>;
  signal?: AbortSignal;
}): RequestHandler {
  const { httpAuth, viewers, feed, messages, limits, logger, signal } = options;
  const times = { ...DEFAULT_STREAM_TIMES, ...options.times };
  const queue = new PumpQueue();

  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const viewer = await viewers.viewer(credentials);
    if (response.destroyed) {
      return;
    }
    const leave = limits.enter(readerOf(credentials));

    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // A compressed event would wait for the next one; some proxies buffer unless told not to.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
      Connection: 'keep-alive',
    });
    const connection = new StreamConnection({
      response,
      feed,
      messages,
      viewer,
    });
    const pump = () => {
      try {
        connection.pump();
      } catch (error) {
        // One reader's trouble must not keep the news from the others.
        logger.error('A stream ends: it could not be written', error as Error);
        response.destroy();
      }
    };
    const unsubscribe = feed.subscribe(() => queue.add(pump));

    const redecide = async () => {
      try {
        connection.redecide(await viewers.viewer(credentials));
      } catch (error) {
        // A reader whom the policy can no longer be asked about must not go on reading.
        logger.debug('A stream ends: permissions could not be decided anew', {
          reason: String(error),
        });
        connection.close();
      }
    };
    const heartbeat = () => {
      const { congestedSince } = connection;
      if (
        congestedSince !== undefined &&
        Date.now() - congestedSince > times.patience
      ) {
        response.destroy();
        return;
      }
      connection.heartbeat();
    };
    const lifetime = credentials.expiresAt
      ? credentials.expiresAt.getTime() - Date.now()
      : times.maxAge;
    const close = () => connection.close();
    const timers = [
      setInterval(heartbeat, times.heartbeat),
      setInterval(redecide, times.redecide),
      setTimeout(close, Math.max(0, Math.min(lifetime, times.maxAge))),
    ];
    signal?.addEventListener('abort', close);
    response.once('close', () => {
      timers.forEach(timer => clearTimeout(timer));
      signal?.removeEventListener('abort', close);
      unsubscribe();
      queue.delete(pump);
      leave();
    });
    connection.open(request.header('last-event-id'));
  };
}
