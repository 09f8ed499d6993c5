import { createMockDirectory } from '@backstage/backend-test-utils';
import { DefaultGithubCredentialsProvider } from '@backstage/integration';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import {
  type ActionLab,
  recordRequests,
  REPO,
} from '../__testUtils__/createActionLab';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';

/** Requests that one proposal may cost. */
const LIMIT_OF_FIVE = 8;
const LIMIT_OF_200 = 12;

const claim = (name: string, size = 'small') =>
  `apiVersion: platform.spokeport.dev/v1alpha1\nkind: TenantCluster\nmetadata:\n  name: ${name}\n  namespace: payments\nspec:\n  size: ${size}\n`;

const files = (count: number, size = 'small') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `tenants/payments/clusters/c${at}.yaml`,
      claim(`c${at}`, size),
    ]),
  );

const details = {
  labels: ['cluster-request'],
  assignees: ['ana.souza'],
  reviewers: ['bruno.lima'],
  teamReviewers: ['payments'],
};

describe('what tenant-clusters:pull-request:open costs', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let open: ReturnType<typeof createOpenPullRequestAction>;

  beforeEach(async () => {
    workspace.clear();
    ({ lab } = await start());
    await lab.commit({ 'README.md': '# Platform\n' });
    open = createOpenPullRequestAction(lab.services);
  });

  const run = (subject: string, more = {}) =>
    lab.run(open, { hub: 'hub-eu', subject, title: subject, ...more });

  /** The stock action with the files of the workspace, for comparison. */
  async function runStock(branchName: string): Promise<number> {
    const { integrations, config } = lab.services;
    const stock = createPublishGithubPullRequestAction({
      integrations,
      config,
      githubCredentialsProvider:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    });
    const { recording } = await recordRequests(() =>
      lab.run(stock, {
        repoUrl: `${new URL(lab.forge.url).host}?owner=acme&repo=platform`,
        branchName,
        title: branchName,
        description: branchName,
      }),
    );
    return recording.requests.length;
  }

  it('stays within its limits, new files and changed ones, and far below the stock action', async () => {
    const rows: Record<string, number | string>[] = [];
    for (const [count, limit] of [
      [5, LIMIT_OF_FIVE],
      [200, LIMIT_OF_200],
    ]) {
      workspace.setContent(files(count, `s${count}`));
      const fresh = await recordRequests(() => run(`new-${count}`, details));
      expect(fresh.value.output.outcome).toBe('created');
      const again = await recordRequests(() => run(`new-${count}`, details));
      expect(again.value.output.outcome).toBe('unchanged');
      expect(again.recording.writes).toEqual([]);
      const stock = await runStock(`stock-${count}`);
      await lab.forge.merge({
        ...REPO,
        number: fresh.value.output.pullRequestNumber as number,
        merger: 'bruno.lima',
      });
      workspace.setContent(files(count, 'huge'));
      const changed = await recordRequests(() =>
        run(`change-${count}`, details),
      );
      expect(changed.value.output.outcome).toBe('created');
      expect(
        String(changed.value.output.diff).match(/^\+ {2}size: huge$/gm),
      ).toHaveLength(count);
      const row = {
        files: count,
        new: fresh.recording.requests.length,
        changed: changed.recording.requests.length,
        'run again': again.recording.requests.length,
        'publish:github:pull-request, new': stock,
        limit,
      };
      rows.push(row);
      expect(row.new).toBeLessThanOrEqual(limit);
      expect(row.changed).toBeLessThanOrEqual(limit);
      // One a file.
      expect(stock).toBeGreaterThan(count);
    }
    process.stdout.write(
      `GitHub calls a proposal, with labels, assignees and reviewers:\n${rows
        .map(row => `  ${JSON.stringify(row)}`)
        .join('\n')}\n`,
    );
  }, 120_000);

  it.each([
    { people: 100, status: 429 as const, kind: 'secondary' as const },
    { people: 10, status: 403 as const, kind: 'secondary' as const },
    { people: 10, status: 403 as const, kind: 'primary' as const },
  ])(
    'gives $people people as many pull requests, none lost and none mixed, through a $kind $status',
    async ({ people: count, status, kind }) => {
      const people = createMockDirectory();
      const names = Array.from({ length: count }, (_, at) => `cluster-${at}`);
      people.setContent(
        Object.fromEntries(
          names.map(name => [
            name,
            { [`tenants/payments/clusters/${name}.yaml`]: claim(name) },
          ]),
        ),
      );
      lab.forge.limitRequests({ status, kind, retryAfter: 1, count: 5 });
      let refusedAt = 0;
      let during = 0;
      const realFetch = global.fetch;
      const spy = jest
        .spyOn(global, 'fetch')
        .mockImplementation(async (input, init) => {
          during += refusedAt && Date.now() - refusedAt < 900 ? 1 : 0;
          const response = await realFetch(input, init);
          refusedAt =
            response.status === status && !refusedAt ? Date.now() : refusedAt;
          return response;
        });
      const results = await Promise.all(
        names.map(name =>
          lab.run(
            open,
            {
              hub: 'hub-eu',
              subject: `create/payments/${name}`,
              title: `Request ${name}`,
              sourcePath: name,
            },
            { workspacePath: people.path },
          ),
        ),
      ).finally(() => spy.mockRestore());
      // What was on its way already when the first refusal came, and nothing more.
      expect(refusedAt).toBeGreaterThan(0);
      expect(during).toBeLessThanOrEqual(10);
      const numbers = results.map(({ output }) => output.pullRequestNumber);
      expect(new Set(numbers).size).toBe(count);
      const octokit = await lab.as('bruno.lima');
      const pulls = await octokit.paginate(octokit.rest.pulls.list, {
        ...REPO,
        per_page: 100,
      });
      expect(pulls).toHaveLength(count);
      for (const [at, name] of names.entries()) {
        const pull = pulls.find(({ number }) => number === numbers[at]);
        expect(pull).toMatchObject({
          title: `Request ${name}`,
          head: { ref: `spokeport/create/payments/${name}` },
        });
        const { data: changed } = await octokit.rest.pulls.listFiles({
          ...REPO,
          pull_number: numbers[at] as number,
        });
        expect(changed.map(({ filename }) => filename)).toEqual([
          `tenants/payments/clusters/${name}.yaml`,
        ]);
      }
    },
    180_000,
  );
});
