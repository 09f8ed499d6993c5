import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  createPublishGithubAction,
  createPublishGithubPullRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createTestForge,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';

describe('Backstage on the forge', () => {
  let test: TestForge;
  let config: ConfigReader;
  let host: string;

  beforeAll(async () => {
    test = await createTestForge();
    host = new URL(test.forge.url).host;
    const token = await test.forge.issueToken('spokeport-bot');
    config = new ConfigReader({
      integrations: {
        github: [{ host, apiBaseUrl: test.forge.apiUrl, token }],
      },
    });
  });
  afterAll(() => test.close());

  describe('GithubUrlReader', () => {
    const reader = () =>
      UrlReaders.default({ config, logger: mockServices.logger.mock() });
    const url = (path: string) => `${test.forge.url}/acme/platform/${path}`;

    it('reads a file, and hears when it has not changed', async () => {
      const file = url('blob/main/tenants/payments/clusters/one.yaml');
      const first = await reader().readUrl(file);
      expect((await first.buffer()).toString()).toBe('a: 1\nb: 2\n');
      await expect(
        reader().readUrl(file, { etag: first.etag }),
      ).rejects.toMatchObject({ name: 'NotModifiedError' });
      await expect(
        reader().readUrl(url('blob/main/nothing')),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('reads a tree, and hears when it has not changed', async () => {
      const tree = await reader().readTree(url('tree/main/tenants'));
      const files = await tree.files();
      expect(files.map(file => file.path)).toEqual([
        'payments/clusters/one.yaml',
      ]);
      expect((await files[0].content()).toString()).toBe('a: 1\nb: 2\n');
      await expect(
        reader().readTree(url('tree/main/tenants'), { etag: tree.etag }),
      ).rejects.toMatchObject({ name: 'NotModifiedError' });
    });

    it('searches by pattern', async () => {
      const { files } = await reader().search(
        url('blob/main/tenants/*/clusters/*.yaml'),
      );
      expect(files.map(file => file.url)).toEqual([
        url('blob/main/tenants/payments/clusters/one.yaml'),
      ]);
      expect((await files[0].content()).toString()).toBe('a: 1\nb: 2\n');
    });
  });

  const dependencies = () => {
    const integrations = ScmIntegrations.fromConfig(config);
    return {
      integrations,
      config,
      githubCredentialsProvider:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    };
  };

  async function workspace(files: Record<string, string>): Promise<string> {
    const folder = await test.folder();
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  it('runs publish:github', async () => {
    const action = createPublishGithubAction(dependencies());
    const context = createMockActionContext({
      workspacePath: await workspace({
        'README.md': '# Shop\n',
        'src/index.ts': 'export {};\n',
      }),
      input: {
        repoUrl: `${host}?owner=acme&repo=shop`,
        description: 'The shop',
        repoVisibility: 'private' as const,
        defaultBranch: 'main',
        topics: ['shop'],
        access: 'acme/payments',
        collaborators: [{ access: 'push', user: 'davi.rocha' }],
        protectDefaultBranch: true,
        gitAuthorName: 'Ana Souza',
        gitAuthorEmail: 'ana.souza@example.org',
      },
    });
    await action.handler(context as never);
    expect(context.output).toHaveBeenCalledWith(
      'remoteUrl',
      `${test.forge.url}/acme/shop.git`,
    );
    const bruno = await test.as('bruno.lima');
    const shop = { owner: 'acme', repo: 'shop' };
    const { data } = await bruno.rest.repos.get(shop);
    expect(data).toMatchObject({
      private: true,
      topics: ['shop'],
      description: 'The shop',
    });
    const { data: commits } = await bruno.rest.repos.listCommits(shop);
    expect(commits).toMatchObject([{ author: { login: 'ana.souza' } }]);
    const protection = await bruno.rest.repos.getBranchProtection({
      ...shop,
      branch: 'main',
    });
    expect(
      protection.data.required_pull_request_reviews
        ?.required_approving_review_count,
    ).toBe(1);
    for (const login of ['davi.rocha', 'ana.souza']) {
      await (await test.as(login)).rest.repos.get(shop);
    }
  });

  it('runs publish:github:pull-request, and again with update', async () => {
    const action = createPublishGithubPullRequestAction(dependencies());
    const run = async (content: string, update: boolean) => {
      const context = createMockActionContext({
        workspacePath: await workspace({
          'tenants/payments/clusters/new.yaml': content,
        }),
        input: {
          repoUrl: `${host}?owner=acme&repo=platform`,
          branchName: 'spokeport/stock',
          title: 'Stock',
          description: 'By the stock action',
          filesToDelete: ['tenants/payments/clusters/one.yaml'],
          reviewers: ['bruno.lima'],
          assignees: ['ana.souza'],
          update,
        },
      });
      await action.handler(context as never);
      return context.output as jest.Mock;
    };
    const output = await run('a: 1\n', false);
    const number = output.mock.calls.find(
      ([name]) => name === 'pullRequestNumber',
    )?.[1];
    expect(output).toHaveBeenCalledWith(
      'remoteUrl',
      `${test.forge.url}/acme/platform/pull/${number}`,
    );
    await expect(run('a: 2\n', false)).rejects.toThrow(
      'Pull request creation failed',
    );
    await run('a: 3\n', true);
    const bruno = await test.as('bruno.lima');
    const { data } = await bruno.rest.pulls.get({
      ...REPO,
      pull_number: number,
    });
    expect(data).toMatchObject({
      state: 'open',
      user: { login: 'spokeport-bot' },
      requested_reviewers: [{ login: 'bruno.lima' }],
      assignees: [{ login: 'ana.souza' }],
    });
    const files = await bruno.rest.pulls.listFiles({
      ...REPO,
      pull_number: number,
    });
    expect(files.data.map(file => [file.status, file.filename])).toEqual([
      ['added', 'tenants/payments/clusters/new.yaml'],
      ['removed', 'tenants/payments/clusters/one.yaml'],
    ]);
    expect(files.data[0].patch).toContain('+a: 3');
  });
});
