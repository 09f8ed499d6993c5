import { chmod, symlink } from 'node:fs/promises';
import {
  type ActionLab,
  REPO,
  withFetch,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';

const FILE = 'tenants/payments/a.yaml';

describe('tenant-clusters:pull-request:open, at its edges', () => {
  const { workspace, start: startLab } = setUpActionLab();
  let lab: ActionLab;
  let open: ReturnType<typeof createOpenPullRequestAction>;

  const start = async (config = {}) => {
    ({ lab } = await startLab(config));
    open = createOpenPullRequestAction(lab.services);
  };

  beforeEach(async () => {
    workspace.setContent({ [FILE]: 'a: 1\n' });
    await start();
    await lab.commit({
      'README.md': '# Platform\n',
      'run.sh': 'echo\n',
      'old/place.txt': 'moves\n',
    });
  });

  const run = (more: Record<string, unknown> = {}, options = {}) =>
    lab.run(
      open,
      { hub: 'hub-eu', subject: 'edge', title: 'Edge', ...more },
      options,
    );
  const changed = async (number = 1) => {
    const octokit = await lab.as('bruno.lima');
    const { data } = await octokit.rest.pulls.listFiles({
      ...REPO,
      pull_number: number,
    });
    return data.map(file => [file.filename, file.status]).sort();
  };
  const pull = async (number = 1) => {
    const octokit = await lab.as('bruno.lima');
    return (await octokit.rest.pulls.get({ ...REPO, pull_number: number }))
      .data;
  };
  const mode = async (path: string, ref: string) => {
    const octokit = await lab.as('bruno.lima');
    const { data } = await octokit.rest.git.getTree({
      ...REPO,
      tree_sha: ref,
      recursive: 'true',
    });
    return data.tree.find(entry => entry.path === path)?.mode;
  };

  it('carries executable bits, also where nothing else changes, and shows them', async () => {
    workspace.setContent({ 'run.sh': 'echo\n', 'new.sh': 'echo\n' });
    await chmod(workspace.resolve('run.sh'), 0o755);
    await chmod(workspace.resolve('new.sh'), 0o755);
    const { output } = await run();
    expect(await mode('run.sh', 'spokeport/edge')).toBe('100755');
    expect(await mode('new.sh', 'spokeport/edge')).toBe('100755');
    expect(output.diff).toContain('old mode 100644\nnew mode 100755');
    expect((await run()).output.outcome).toBe('unchanged');
  });

  it('moves files with their content, and finds them moved when it runs again', async () => {
    const renamePaths = [{ from: 'old/place.txt', to: 'new/place.txt' }];
    workspace.setContent({});
    await run({ renamePaths });
    expect(await changed()).toEqual([['new/place.txt', 'renamed']]);
    expect((await run({ renamePaths })).output.outcome).toBe('unchanged');
    await expect(
      run({ subject: 'other', renamePaths: [{ from: 'no', to: 'where' }] }),
    ).rejects.toThrow('There is no no to rename to where');
    await expect(
      run({
        subject: 'other',
        renamePaths: [{ from: 'run.sh', to: 'README.md' }],
      }),
    ).rejects.toThrow('run.sh cannot be renamed to README.md');
  });

  it('leaves links of the workspace out, and follows none that leads out of it', async () => {
    await symlink(workspace.resolve(FILE), workspace.resolve('link.yaml'));
    await run();
    expect(await changed()).toEqual([[FILE, 'added']]);
    await symlink('/etc/passwd', workspace.resolve('out.yaml'));
    await expect(run({ subject: 'out' })).rejects.toThrow(
      'not allowed to refer to a directory outside',
    );
  });

  it('adds people, teams, labels and assignees, as a draft', async () => {
    await run({
      draft: true,
      labels: ['cluster-request'],
      assignees: ['ana.souza'],
      reviewers: ['bruno.lima'],
      teamReviewers: ['payments'],
    });
    expect(await pull()).toMatchObject({
      draft: true,
      labels: [{ name: 'cluster-request' }],
      assignees: [{ login: 'ana.souza' }],
      requested_reviewers: [{ login: 'bruno.lima' }],
      requested_teams: [{ slug: 'payments' }],
    });
  });

  it('keeps the pull request when a name is wrong, and says which', async () => {
    const { output, log } = await run({
      labels: ['cluster-request'],
      reviewers: ['nobody'],
    });
    expect(output.pullRequestNumber).toBe(1);
    expect(log.join('\n')).toMatch(/Reviewers could not be added/);
    expect(await pull()).toMatchObject({
      labels: [{ name: 'cluster-request' }],
    });
  });

  it('turns auto-merge on where the repository allows it, and says so where not', async () => {
    const { log } = await run({ autoMerge: 'squash' });
    expect(log.join('\n')).toContain(
      'Auto-merge could not be added: Request failed due to following response errors:\n - Auto merge is not allowed for this repository',
    );
    const octokit = await lab.as('bruno.lima');
    await octokit.rest.repos.update({ ...REPO, allow_auto_merge: true });
    await lab.forge.protectBranch({
      ...REPO,
      branch: 'main',
      requiredApprovals: 1,
    });
    await run({ subject: 'auto', autoMerge: 'squash' });
    expect((await pull(2)).auto_merge).toMatchObject({
      merge_method: 'squash',
    });
  });

  it('proposes to a protected base, and to one that moves meanwhile', async () => {
    await lab.forge.protectBranch({
      ...REPO,
      branch: 'main',
      requiredApprovals: 1,
      enforceAdmins: true,
    });
    const { result } = await withFetch(
      request => {
        if (request.endsWith('/git/commits')) {
          lab.commit({ 'README.md': '# Moved\n' }).catch(() => {});
        }
        return 'send';
      },
      () => run(),
    );
    expect(result.status).toBe('fulfilled');
    expect(await changed()).toEqual([[FILE, 'added']]);
  });

  it('starts over when somebody takes the branch between reading and writing', async () => {
    let taken: Promise<unknown> | undefined;
    const theirs = () =>
      lab.commit({ 'theirs.txt': 'x\n' }, { branch: 'spokeport/edge' });
    const realFetch = global.fetch;
    const spy = jest
      .spyOn(global, 'fetch')
      .mockImplementation(async (input, init) => {
        if (String(input).endsWith('/git/refs') && !taken) {
          taken = theirs();
          await taken;
        }
        return realFetch(input, init);
      });
    const { output } = await run().finally(() => spy.mockRestore());
    expect(output).toMatchObject({
      outcome: 'created',
      branch: 'spokeport/edge-2',
    });
    expect(await lab.read('theirs.txt', 'spokeport/edge')).toBe('x\n');
  });

  it('says so when the repository is empty, or not there', async () => {
    await lab.forge.createRepository({
      owner: 'acme',
      name: 'empty',
      access: [{ login: 'spokeport-bot', permission: 'push' }],
    });
    const host = new URL(lab.forge.url).host;
    const to = (repo: string) => ({
      hub: undefined,
      repoUrl: `${host}?owner=acme&repo=${repo}`,
    });
    await expect(run(to('empty'))).rejects.toThrow(
      'The repository acme/empty is empty: it has no branch to propose to',
    );
    await expect(run(to('nothing'))).rejects.toThrow(
      'The repository acme/nothing does not exist, or the token may not read it',
    );
  });

  it("works in the person's name when the portal asks for it", async () => {
    await start({ scaffolder: { requireScmUserCredentials: true } });
    await lab.commit({ 'README.md': '# Platform\n' });
    await expect(run()).rejects.toThrow(
      'the template must request user credentials',
    );
    const token = await lab.forge.issueToken('ana.souza');
    await run({}, { secrets: { USER_OAUTH_TOKEN: token } });
    expect((await pull()).user?.login).toBe('ana.souza');
  });

  it('lets no credential into the log, the outputs or an error', async () => {
    const token = await lab.forge.issueToken('ana.souza');
    const secrets = { USER_OAUTH_TOKEN: token };
    const good = await run({ reviewers: ['nobody'] }, { secrets });
    const bad = await run(
      { targetBranch: 'nowhere', subject: 'x' },
      { secrets: { USER_OAUTH_TOKEN: 'wrong-s3cret' } },
    ).catch((error: unknown) => error as Error);
    expect(bad).toBeInstanceOf(Error);
    const told = [
      JSON.stringify(good),
      String(bad),
      (bad as Error).stack ?? '',
      JSON.stringify((bad as { cause?: unknown }).cause ?? ''),
    ].join('\n');
    for (const secret of [token, lab.token, 'wrong-s3cret']) {
      expect(told).not.toContain(secret);
    }
  });

  it('stores nothing in checkpoints', async () => {
    const checkpoint = jest.fn();
    await run({}, { checkpoint });
    expect(checkpoint).not.toHaveBeenCalled();
  });

  it('has examples that its schema accepts', () => {
    for (const example of exampleProblems(open)) {
      expect(example).toMatchObject({ steps: 1, problems: [] });
    }
  });
});
