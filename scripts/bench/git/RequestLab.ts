import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PortalError } from '../../lib/PortalError.ts';
import { statePaths } from '../../lib/paths.ts';
import { urlOf, type PortalPorts } from '../../lib/portalEnvironment.ts';
import {
  prepareState,
  startPortal,
  type RunningPortal,
} from '../../lib/startPortal.ts';
import { ForgeGate, type SeenRequest } from './ForgeGate.ts';
import { PlatformClone } from './PlatformClone.ts';
import { PortalPerson } from './PortalPerson.ts';
import {
  BENCH_REPOSITORY,
  PROPOSALS,
  writeGitConfig,
} from './writeGitConfig.ts';

/** The template that people request clusters with. */
export const REQUEST = 'request-tenant-cluster';

/** How much faster than usual the sandbox's clouds work; nothing is merged here. */
const SPEED = 5;

/** A portal with its sandbox, as it is started by `./portal start`, and a gate between it and its forge. */
export class RequestLab {
  readonly gate: ForgeGate;
  readonly ana: PortalPerson;
  readonly #portal: RunningPortal;
  readonly #api: string;
  readonly #folder: string;
  readonly #repositoryUrl: string;
  readonly #botToken: string;

  static async open(options: {
    folder: string;
    files: readonly number[];
  }): Promise<RequestLab> {
    const folder = join(options.folder, 'git');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const paths = statePaths(folder);
    prepareState(paths, true);
    const ports = await freePorts();
    const gate = await ForgeGate.open(ports.forge);
    let portal: RunningPortal | undefined;
    try {
      portal = await startPortal({
        paths,
        ports,
        fresh: false,
        speed: SPEED,
        pages: false,
        // Its token is known only once the sandbox is up.
        configs: () => [
          writeGitConfig({
            folder,
            paths,
            ports,
            gateUrl: gate.url,
            files: options.files,
          }),
        ],
      });
      const { botToken } = JSON.parse(
        readFileSync(paths.sandboxTokens, 'utf8'),
      );
      const ana = await PortalPerson.signIn(portal.url, 'ana.souza');
      const lab = new RequestLab({
        gate,
        portal,
        ana,
        forgeUrl: urlOf(ports.forge),
        botToken,
        folder,
      });
      await lab.#makeRepository();
      await ana.untilTemplate(REQUEST);
      await ana.untilTemplate(PROPOSALS);
      return lab;
    } catch (error) {
      await portal?.stop();
      await gate.close();
      throw error;
    }
  }

  private constructor(parts: {
    gate: ForgeGate;
    portal: RunningPortal;
    ana: PortalPerson;
    forgeUrl: string;
    botToken: string;
    folder: string;
  }) {
    this.gate = parts.gate;
    this.ana = parts.ana;
    this.#portal = parts.portal;
    this.#api = `${parts.forgeUrl}/api/v3`;
    this.#repositoryUrl = `${parts.forgeUrl}/acme/platform.git`;
    this.#folder = parts.folder;
    this.#botToken = parts.botToken;
  }

  async close(): Promise<void> {
    await this.#portal.stop();
    await this.gate.close();
  }

  /** Runs the template that proposes files, and tells which requests the forge got for that. */
  async propose(values: {
    files: number;
    subject: string;
    stock: boolean;
  }): Promise<{ outcome: unknown; requests: SeenRequest[] }> {
    const before = this.gate.seen.length;
    const { output } = await this.ana.send(PROPOSALS, values);
    const { owner, repo } = BENCH_REPOSITORY;
    return {
      outcome: output.outcome,
      requests: this.gate.seen
        .slice(before)
        .filter(
          ({ path, body }) =>
            path.includes(`/repos/${owner}/${repo}`) ||
            (path.endsWith('/graphql') && body.includes(`"${repo}"`)),
        ),
    };
  }

  /** The platform repository as it is now, read by Git: that counts against no limit of the API. */
  clone(): Promise<PlatformClone> {
    return PlatformClone.make({
      folder: this.#folder,
      url: this.#repositoryUrl,
      token: this.#botToken,
    });
  }

  async #makeRepository(): Promise<void> {
    const { owner, repo } = BENCH_REPOSITORY;
    await this.#forge(`/orgs/${owner}/repos`, {
      name: repo,
      auto_init: true,
      private: true,
    });
  }

  async #forge<T>(path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#api}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `token ${this.#botToken}`,
        'content-type': 'application/json',
      },
    });
    if (!answer.ok) {
      throw new PortalError(
        `the forge answered ${path} with ${answer.status}.`,
      );
    }
    return answer.json() as Promise<T>;
  }
}

async function freePorts(): Promise<PortalPorts> {
  const servers = await Promise.all(
    Array.from(
      { length: 3 },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const [portal, forge, hub] = servers.map(
    server => (server.address() as AddressInfo).port,
  );
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return { portal, forge, hub };
}
