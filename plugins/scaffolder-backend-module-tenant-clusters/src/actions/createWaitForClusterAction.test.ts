import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  ClusterDetail,
  Journey,
  Stage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { createWaitForClusterAction } from './createWaitForClusterAction';

const stage = (
  name: Stage['name'],
  state: Stage['state'],
  more: Partial<Stage> = {},
): Stage => ({
  name,
  state,
  actor: { kind: 'system', name: 'Argo CD' } as never,
  summary: { id: 'x', text: `${name} is ${state}` } as never,
  steps: [],
  evidence: [],
  ...more,
});

const journey = (stages: Stage[], more: Partial<Journey> = {}): Journey => ({
  key: 'one',
  kind: 'create',
  state: 'open',
  stages,
  blockers: [],
  links: [],
  request: { number: 7 } as never,
  ...more,
});

const detail = (
  current: Journey,
  hubState = 'live',
  others: unknown[] = [],
): ClusterDetail =>
  ({
    cluster: { state: 'Provisioning' },
    journey: current,
    otherJourneys: others,
    hub: { title: 'Hub Europe', state: hubState },
  } as unknown as ClusterDetail);

type Answer = { status?: number; body: unknown };

describe('tenant-clusters:cluster:wait', () => {
  let server: Server;
  let requests: { url?: string; authorization?: string }[];
  /** One a look; the last one stays. */
  let answers: Answer[];
  let action: ReturnType<typeof createWaitForClusterAction>;

  beforeEach(async () => {
    requests = [];
    answers = [];
    server = createServer((request, response) => {
      const { url, headers } = request;
      requests.push({ url, authorization: headers.authorization });
      const answer = answers.length > 1 ? answers.shift()! : answers[0];
      response
        .writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    action = createWaitForClusterAction({
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => url,
        getExternalBaseUrl: async () => url,
      },
      sleep: async () => {},
    });
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  async function run(
    input: Record<string, unknown> = {},
    options: Record<string, unknown> = {},
  ) {
    const output: Record<string, unknown> = {};
    const log: string[] = [];
    await action.handler({
      ...createMockActionContext({
        input: {
          hub: 'hub-eu',
          namespace: 'payments',
          name: 'payments-dev',
          stage: 'provisioned',
          ...input,
        } as never,
      }),
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/ana.souza'),
      logger: {
        ...mockServices.logger.mock(),
        info: (line: string) => log.push(line),
      },
      ...options,
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
    } as unknown as Parameters<typeof action.handler>[0]);
    return { output, log };
  }

  it('logs each transition once, until the stage is reached, asked as the person who waits', async () => {
    const blocker = { title: { text: 'The quota is used up' } } as never;
    answers = [
      { status: 404, body: { error: { name: 'NotFoundError', message: '' } } },
      { status: 503, body: {} },
      {
        body: detail(
          journey([
            stage('requested', 'done'),
            stage('synced', 'active'),
            stage('provisioned', 'waiting'),
          ]),
        ),
      },
      {
        body: detail(
          journey(
            [
              stage('requested', 'done'),
              stage('synced', 'done'),
              stage('provisioned', 'active', {
                progress: { ready: 1, known: 3 },
              }),
            ],
            { blockers: [blocker] },
          ),
          'stale',
        ),
      },
      {
        body: detail(
          journey([
            stage('requested', 'done'),
            stage('synced', 'done'),
            stage('provisioned', 'done'),
          ]),
        ),
      },
    ];
    const { output, log } = await run();
    expect(log).toEqual([
      'hub-eu/payments/payments-dev the cluster is not known yet',
      'hub-eu/payments/payments-dev the platform answers 503',
      'hub-eu/payments/payments-dev requested: done. requested is done',
      'hub-eu/payments/payments-dev synced: active. synced is active',
      'hub-eu/payments/payments-dev synced: done. synced is done',
      'hub-eu/payments/payments-dev provisioned: active (1 of 3 known so far). provisioned is active',
      'hub-eu/payments/payments-dev blocked: The quota is used up',
      'hub-eu/payments/payments-dev Hub Europe is stale',
      'hub-eu/payments/payments-dev provisioned: done. provisioned is done',
      'hub-eu/payments/payments-dev no longer blocked',
      'hub-eu/payments/payments-dev Hub Europe is live',
    ]);
    expect(output).toEqual({ stage: 'provisioned', state: 'Provisioning' });
    expect(requests[0]).toMatchObject({
      url: '/clusters/hub-eu/payments/payments-dev',
      authorization: expect.stringContaining('user:default/ana.souza'),
    });
  });

  it.each([
    {
      reason: 'its pull request is closed',
      with: journey([stage('provisioned', 'waiting')], { state: 'closed' }),
      message: 'its pull request was closed without being merged',
    },
    {
      reason: 'a newer change takes its place',
      with: journey([stage('provisioned', 'active')], { state: 'superseded' }),
      message: 'a newer change took its place',
    },
    {
      reason: 'the stage fails',
      with: journey([stage('provisioned', 'failed')], {
        blockers: [{ title: { text: 'Access denied' } } as never],
      }),
      message: 'provisioned failed: Access denied',
    },
    {
      reason: 'the journey has no such stage',
      with: journey([stage('drained', 'active')], { kind: 'remove' }),
      message: 'a remove journey has no stage provisioned; it has drained',
    },
  ])('fails when $reason', async ({ with: current, message }) => {
    answers = [{ body: detail(current) }];
    await expect(run()).rejects.toThrow(
      `hub-eu/payments/payments-dev will not be provisioned: ${message}`,
    );
  });

  it('takes a skipped stage as reached', async () => {
    answers = [{ body: detail(journey([stage('verified', 'skipped')])) }];
    expect((await run({ stage: 'verified' })).output.stage).toBe('verified');
  });

  it("follows the journey of one pull request, not another's", async () => {
    const done = journey([stage('provisioned', 'done')]);
    const earlier = journey([stage('provisioned', 'done')], { key: 'two' });
    const known = { key: 'two', request: { number: 5 } };
    answers = [
      { body: detail(done) },
      { body: detail(done, 'live', [known]) },
      { body: { journey: earlier } },
    ];
    const { log } = await run({ pullRequest: 5 });
    expect(log[0]).toContain('pull request #5 is not known yet');
    expect(requests.at(-1)?.url).toBe(
      '/clusters/hub-eu/payments/payments-dev/journey?key=two',
    );
  });

  it('fails when the time is over, with what was last true', async () => {
    let now = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => {
      now += 4000;
      return now;
    });
    answers = [{ body: detail(journey([stage('provisioned', 'active')])) }];
    try {
      await expect(run({ timeoutSeconds: 9 })).rejects.toThrow(
        'hub-eu/payments/payments-dev is not provisioned after 9 s: provisioned is active',
      );
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('fails at once when the person may not see the cluster', async () => {
    answers = [
      {
        status: 403,
        body: { error: { name: 'NotAllowedError', message: 'no' } },
      },
    ];
    await expect(run()).rejects.toThrow(/403/);
    expect(requests).toHaveLength(1);
  });

  it('does not wait in a dry run', async () => {
    const { log } = await run({}, { isDryRun: true });
    expect(log).toEqual([
      'Would wait up to 30 min for hub-eu/payments/payments-dev to be provisioned',
    ]);
    expect(requests).toEqual([]);
  });

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(action)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
