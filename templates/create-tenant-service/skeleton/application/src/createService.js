import { createServer } from 'node:http';

/**
 * The service's HTTP server. Replace `answer` with what your service does; what is around it is what the platform needs:
 * `/healthz` (alive), `/readyz` (takes traffic) and `/metrics`.
 *
 * @param {{ name: string, version: string, now?: () => number }} options
 */
export function createService({ name, version, now = () => performance.now() }) {
  const requests = new Map();
  let duration = 0;
  let ready = true;

  /** @returns {{ status: number, type?: string, body: string }} */
  function answer(method, path) {
    if (method !== 'GET') {
      return json(405, { error: 'Only GET is known here' });
    }
    switch (path) {
      case '/':
        return json(200, { service: name, version });
      case '/healthz':
        return json(200, { status: 'ok' });
      case '/readyz':
        return ready
          ? json(200, { status: 'ready' })
          : json(503, { status: 'stopping' });
      case '/metrics':
        return { status: 200, type: 'text/plain; version=0.0.4', body: metrics() };
      default:
        return json(404, { error: 'Nothing here' });
    }
  }

  function metrics() {
    const counts = [...requests].map(
      ([status, count]) => `http_requests_total{status="${status}"} ${count}`,
    );
    return [
      '# TYPE http_requests_total counter',
      ...counts,
      '# TYPE http_request_duration_seconds_sum counter',
      `http_request_duration_seconds_sum ${(duration / 1000).toFixed(6)}`,
      '',
    ].join('\n');
  }

  const server = createServer((request, response) => {
    const begun = now();
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const { status, type = 'application/json', body } = answer(
      request.method,
      pathname,
    );
    response.writeHead(status, { 'content-type': type }).end(body);
    requests.set(status, (requests.get(status) ?? 0) + 1);
    duration += now() - begun;
  });

  return {
    server,
    /** Takes no more traffic; `/readyz` says so until the server is closed. */
    drain() {
      ready = false;
    },
  };
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
