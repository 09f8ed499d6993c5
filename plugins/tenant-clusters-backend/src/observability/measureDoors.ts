import type { RequestHandler } from 'express';
import type { Meter } from './Meter';

/** Seconds, as the semantic conventions of OpenTelemetry have them for HTTP servers. */
const DURATION_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
const STREAM = '/stream';
/** Whatever else is asked for has one name, or anybody could make as many as they like. */
const NO_DOOR = 'none';
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Measures each request to a door by its route, never by its path, which names clusters. To be used before the doors. */
export function measureDoors(meter: Meter): RequestHandler {
  const duration = meter.histogram(
    'tenant_clusters.api.request.duration',
    DURATION_SECONDS,
  );
  const streams = meter.upDownCounter('tenant_clusters.api.streams');
  return (request, response, next) => {
    const begun = performance.now();
    if (request.path === STREAM) {
      streams.add(1);
      response.once('close', () => streams.add(-1));
      next();
      return;
    }
    response.once('finish', () => {
      duration.record((performance.now() - begun) / 1_000, {
        'http.route': routeOf(request.route),
        'http.request.method': METHODS.has(request.method)
          ? request.method
          : '_OTHER',
        'http.response.status_code': response.statusCode,
      });
    });
    next();
  };
}

/** The route is what the last router that matched calls it, for example `/clusters/:hub/:namespace/:name`. */
function routeOf(route: { path?: unknown } | undefined): string {
  return typeof route?.path === 'string' ? route.path : NO_DOOR;
}
