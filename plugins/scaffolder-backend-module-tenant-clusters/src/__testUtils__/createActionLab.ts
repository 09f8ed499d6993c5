import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { Octokit } from '@octokit/rest';
import { hubReadPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { startForge, type Forge } from 'sandbox';

/** The sample platform repository. */
export const REPO = { owner: 'acme', repo: 'platform' };

const PEOPLE = [
  { login: 'ana.souza', name: 'Ana Souza', email: 'ana.souza@example.org' },
  { login: 'bruno.lima', name: 'Bruno Lima', email: 'bruno.lima@example.org' },
  { login: 'spokeport-bot', name: 'Spokeport', email: 'bot@example.org' },
];

const silent = () => {};

interface RunOptions {
  isDryRun?: boolean;
  secrets?: Record<string, string>;
  signal?: AbortSignal;
  workspacePath?: string;
  /** Name of the person who runs it; ana.souza by default. */
  person?: string;
}

/** What a run came to. */
export interface Run {
  output: Record<string, unknown>;
  /** Lines of the task's log. */
  log: string[];
}

/** A forge with the sample organisation, and the services and contexts that actions need to work on it. */
export class ActionLab {
  mayRequest: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
    AuthorizeResult.ALLOW;
  /** Whether the person is of the platform team. */
  mayReadHubs: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
    AuthorizeResult.DENY;
  /** What a person may not do to which clusters, as `permission hub/namespace/name`. */
  denied = new Set<string>();

  private constructor(
    readonly forge: Forge,
    readonly token: string,
    readonly workspacePath: string,
    readonly extraConfig: Record<string, unknown>,
  ) {}

  static async create(options: {
    stateDir: string;
    workspacePath: string;
    config?: Record<string, unknown>;
  }): Promise<ActionLab> {
    const forge = await startForge({
      stateDir: options.stateDir,
      port: 0,
      people: PEOPLE,
    });
    await forge.ensureOrg({
      login: REPO.owner,
      owners: ['bruno.lima', 'spokeport-bot'],
      members: ['ana.souza'],
    });
    await forge.ensureTeam({
      org: REPO.owner,
      slug: 'payments',
      members: ['ana.souza'],
    });
    await forge.createRepository({
      owner: REPO.owner,
      name: REPO.repo,
      access: [
        { login: 'spokeport-bot', permission: 'push' },
        { login: 'ana.souza', permission: 'push' },
      ],
    });
    const token = await forge.issueToken('spokeport-bot');
    return new ActionLab(
      forge,
      token,
      options.workspacePath,
      options.config ?? {},
    );
  }

  close(): Promise<void> {
    return this.forge.close();
  }

  get services() {
    const { forge } = this;
    const config = mockServices.rootConfig({
      data: {
        integrations: {
          github: [
            {
              host: new URL(forge.url).host,
              apiBaseUrl: forge.apiUrl,
              token: this.token,
            },
          ],
        },
        tenantClusters: {
          hubs: [
            {
              name: 'hub-eu',
              platformRepository: {
                url: `${forge.url}/${REPO.owner}/${REPO.repo}`,
                branch: 'main',
              },
            },
          ],
        },
        ...this.extraConfig,
      } as never,
    });
    return {
      config,
      integrations: ScmIntegrations.fromConfig(config),
      logger: mockServices.logger.mock(),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission, resourceRef }) => {
            const { name } = permission;
            if (name === hubReadPermission.name) {
              return { result: this.mayReadHubs };
            }
            return {
              result: this.denied.has(`${name} ${resourceRef}`)
                ? AuthorizeResult.DENY
                : this.mayRequest,
            };
          }),
      }),
    };
  }

  /** A client for looking, which neither waits nor retries. */
  async as(login: string): Promise<Octokit> {
    return new Octokit({
      auth: await this.forge.issueToken(login),
      baseUrl: this.forge.apiUrl,
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
  }

  /** Commits to a branch of the platform repository as a person. */
  commit(
    files: Record<string, string | undefined>,
    options: { branch?: string; author?: string; message?: string } = {},
  ): Promise<string> {
    const {
      branch = 'main',
      author = 'bruno.lima',
      message = 'Change',
    } = options;
    return this.forge.commitFiles({
      ...REPO,
      branch,
      author,
      message,
      files: Object.fromEntries(
        Object.entries(files).map(([path, content]) => [
          path,
          content === undefined ? undefined : { content },
        ]),
      ),
    });
  }

  /** Text of a file of the platform repository; undefined when it is not there. */
  async read(path: string, ref = 'main'): Promise<string | undefined> {
    const octokit = await this.as('bruno.lima');
    try {
      const { data } = await octokit.rest.repos.getContent({
        ...REPO,
        path,
        ref,
      });
      return 'content' in data
        ? Buffer.from(data.content, 'base64').toString('utf8')
        : undefined;
    } catch {
      return undefined;
    }
  }

  async run(
    action: TemplateAction<any, any, any>,
    input: Record<string, unknown>,
    options: RunOptions = {},
  ): Promise<Run> {
    const { person = 'ana.souza', ...context } = options;
    const user = { ref: `user:default/${person}` };
    const output: Record<string, unknown> = {};
    const log: string[] = [];
    const line = (message: string) => {
      log.push(message);
    };
    const logger = { ...mockServices.logger.mock(), info: line, warn: line };
    await action.handler({
      ...createMockActionContext({
        input: input as never,
        workspacePath: this.workspacePath,
        user,
      }),
      logger: { ...logger, child: () => logger },
      getInitiatorCredentials: async () => mockCredentials.user(user.ref),
      ...context,
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
    } as unknown as Parameters<typeof action.handler>[0]);
    return { output, log };
  }
}

/** Requests that went out while something ran, as `METHOD path`. */
export interface Recording {
  requests: string[];
  /** Those that may change something. */
  writes: string[];
}

/** What the client takes for its own end: it is not tried again. */
const killed = (when: string) =>
  Object.assign(new Error(`killed ${when}`), { name: 'AbortError' });

/** Lets something happen at each request of this process: count it, fail it before it is sent, or lose its answer. */
export async function withFetch<T>(
  decide: (
    request: string,
    at: number,
  ) => 'send' | 'fail-before' | 'lose-answer',
  action: () => Promise<T>,
): Promise<{ result: PromiseSettledResult<T>; recording: Recording }> {
  const recording: Recording = { requests: [], writes: [] };
  const realFetch = global.fetch;
  const spy = jest
    .spyOn(global, 'fetch')
    .mockImplementation(async (input, init) => {
      const method = init?.method ?? 'GET';
      const request = `${method} ${new URL(String(input)).pathname}`;
      recording.requests.push(request);
      const query = request.endsWith('/graphql');
      if (method !== 'GET' && !query) {
        recording.writes.push(request);
      }
      const decision = decide(request, recording.requests.length);
      if (decision === 'fail-before') {
        throw killed('before the request');
      }
      const response = await realFetch(input, init);
      if (decision === 'lose-answer') {
        throw killed('before the answer');
      }
      return response;
    });
  try {
    const [result] = await Promise.allSettled([action()]);
    return { result, recording };
  } finally {
    spy.mockRestore();
  }
}

/** Runs something and says what requests it made; its error is thrown. */
export async function recordRequests<T>(
  action: () => Promise<T>,
): Promise<{ value: T; recording: Recording }> {
  const { result, recording } = await withFetch(() => 'send', action);
  if (result.status === 'rejected') {
    throw result.reason;
  }
  return { value: result.value, recording };
}
