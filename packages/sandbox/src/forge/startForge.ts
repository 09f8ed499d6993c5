import express from 'express';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createApiRouter } from './api/createApiRouter';
import { createGraphqlRouter } from './api/createGraphqlRouter';
import { ensureUser } from './core/accounts';
import { ForgeCore } from './core/ForgeCore';
import { reconcile } from './core/reconcile';
import { DefaultForge } from './DefaultForge';
import { Forge, ForgeOptions } from './Forge';
import { createSmartHttpRouter } from './smartHttp';
import { createPagesRouter } from './pages/createPagesRouter';
import { StateStore } from './state/StateStore';
import { writeUpdateHook } from './writeUpdateHook';

/**
 * Starts a GitHub-compatible server on bare Git repositories: the part of GitHub's REST and GraphQL API that the portal
 * and Backstage use, clone and push over HTTP, webhooks, and pages for people.
 *
 * It is a stand-in for trying, developing and testing: whoever reaches the pages can sign in as anybody.
 */
export async function startForge(options: ForgeOptions): Promise<Forge> {
  const { port, host = '127.0.0.1', clock = () => new Date() } = options;
  const stateDir = resolve(options.stateDir);
  const store = await StateStore.open(stateDir);
  const server = createServer();
  await listen(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  const core = new ForgeCore({
    store,
    stateDir,
    publicUrl: options.publicUrl ?? `http://localhost:${taken}`,
    clock,
    onError: options.onError,
    onPush: options.onPush,
  });
  await mkdir(core.repositoriesDir, { recursive: true });
  await writeUpdateHook(core.hooksPath);
  for (const person of options.people) ensureUser(core, person);
  await reconcile(core);
  await store.flush();
  server.on('request', createApp(core, options.routes));
  return new DefaultForge(core, async () => {
    await stop(server);
    await core.webhooks.close();
    await store.flush();
  });
}

function createApp(core: ForgeCore, routes: ForgeOptions['routes'] = {}) {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  for (const [path, router] of Object.entries(routes)) app.use(path, router);
  app.use('/api/v3', createApiRouter(core));
  app.use('/api/graphql', createGraphqlRouter(core));
  app.use(createSmartHttpRouter(core));
  app.use(createPagesRouter(core));
  return app;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolved, rejected) => {
    server.once('error', rejected);
    server.listen(port, host, () => {
      server.off('error', rejected);
      resolved();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise(resolved => {
    server.close(() => resolved());
    server.closeIdleConnections();
    // Requests under way get a moment; connections that stay open do not hold the process.
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}
