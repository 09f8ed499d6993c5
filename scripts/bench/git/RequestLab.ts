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

/** A pull request of the platform repository. */
export interface ProposedCluster {
  number: number;
  title: string;
  branch: string;
}

/** A portal with its sandbox, as it is started by `./portal start`, and a gate between it and its forge. */
export class RequestLab {
  readonly gate: ForgeGate;
  readonly ana: PortalPerson;
  readonly #portal: RunningPortal;
  readonly #api: string;
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
      const api = `${urlOf(ports.forge)}/api/v3`;
      const lab = new RequestLab({ gate, portal, ana, api, botToken });
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
    api: string;
    botToken: string;
  }) {
    this.gate = parts.gate;
    this.ana = parts.ana;
    this.#portal = parts.portal;
    this.#api = parts.api;
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

  /** Open pull requests of the platform repository, read past the gate. */
  async openRequests(): Promise<ProposedCluster[]> {
    const found: ProposedCluster[] = [];
    for (let page = 1; ; page++) {
      const pulls = await this.#forge<
        { number: number; title: string; head: { ref: string } }[]
      >(`/repos/acme/platform/pulls?state=open&per_page=100&page=${page}`);
      found.push(
        ...pulls.map(({ number, title, head }) => ({
          number,
          title,
          branch: head.ref,
        })),
      );
      if (pulls.length < 100) {
        return found;
      }
    }
  }

  /** Files that a pull request of the platform repository changes. */
  filesOf(number: number): Promise<{ filename: string; patch?: string }[]> {
    return this.#forge(`/repos/acme/platform/pulls/${number}/files`);
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
