import { setTimeout as pause } from 'node:timers/promises';
import { createService } from './createService.js';

const {
  SERVICE_NAME = '${{ values.service }}',
  SERVICE_VERSION = 'development',
  PORT = '8080',
  DRAIN_SECONDS = '5',
} = process.env;

const { server, drain } = createService({
  name: SERVICE_NAME,
  version: SERVICE_VERSION,
});

server.listen(Number(PORT), () => {
  console.log(`${SERVICE_NAME} ${SERVICE_VERSION} listens on ${server.address().port}`);
});

/** Kubernetes goes on sending requests for a moment after it has asked a pod to stop. */
async function stop() {
  drain();
  await pause(Number(DRAIN_SECONDS) * 1000);
  server.close(() => process.exit(0));
  server.closeIdleConnections();
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
