import {
  type ActionLab,
  recordRequests,
  withFetch,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { createEnsureRepositoryAction } from './createEnsureRepositoryAction';

/** Killed at a call: it arrives, but its answer is lost, and nothing follows. */
function decisionAt(index: number, at: number) {
  if (index < at) {
    return 'send';
  }
  return index === at ? 'lose-answer' : 'fail-before';
}

describe('tenant-clusters:repository:ensure', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let platform: PlatformAnswers;
  let action: ReturnType<typeof createEnsureRepositoryAction>;

  beforeAll(async () => {
    ({ lab, platform } = await start());
    action = createEnsureRepositoryAction({
      ...lab.services,
      ...platform.services,
    });
  });

  beforeEach(() => {
    workspace.setContent({
      application: {
        'README.md': '# Payments API\n',
        src: { 'main.go': 'package main\n' },
        'logo.png': Buffer.from([0, 1, 2]),
      },
      deploy: { 'base/kustomization.yaml': 'resources: []\n' },
    });
  });

  const input = (name: string, part: 'application' | 'deploy') => ({
    repoUrl: `${new URL(lab.forge.url).host}?owner=acme&repo=${name}`,
    description: 'Payments',
    sourcePath: part,
    topics: ['service', part],
    access: {
      teams: [{ slug: 'payments', permission: 'push' }],
      users: [{ login: 'ana.souza', permission: 'maintain' }],
    },
    protection: {
      requiredApprovals: 1,
      requireCodeOwners: true,
      requiredChecks: ['build'],
    },
    rulesets: [
      { name: 'Owners', requiredApprovals: 1, requireCodeOwners: true },
    ],
    workflowAccess: 'organization',
  });
  const runPair = async (name: string) => [
    await lab.run(action, input(name, 'application')),
    await lab.run(action, input(`${name}-deploy`, 'deploy')),
  ];

  const runKilledAt = (at: number, wish: Record<string, unknown>) =>
    withFetch(
      (_request, index) => decisionAt(index, at),
      () => lab.run(action, wish),
    );

  /** All that people see of a repository. */
  async function look(name: string) {
    const octokit = await lab.as('bruno.lima');
    const repository = { owner: 'acme', repo: name };
    const { data: found } = await octokit.rest.repos.get(repository);
    const { data: tree } = await octokit.rest.git.getTree({
      ...repository,
      tree_sha: 'main',
      recursive: 'true',
    });
    const { data: commits } = await octokit.rest.repos.listCommits(repository);
    const { data: protection } = await octokit.rest.repos.getBranchProtection({
      ...repository,
      branch: 'main',
    });
    const { data: rules } = await octokit.rest.repos.getBranchRules({
      ...repository,
      branch: 'main',
    });
    const { data: workflows } =
      await octokit.rest.actions.getWorkflowAccessToRepository(repository);
    const { data: ana } =
      await octokit.rest.repos.getCollaboratorPermissionLevel({
        ...repository,
        username: 'ana.souza',
      });
    const { data: team } =
      await octokit.rest.teams.checkPermissionsForRepoInOrg({
        org: 'acme',
        team_slug: 'payments',
        ...repository,
      });
    return {
      private: found.private,
      description: found.description,
      topics: found.topics,
      deleteBranchOnMerge: found.delete_branch_on_merge,
      files: tree.tree
        .filter(entry => entry.type === 'blob')
        .map(entry => [entry.path, entry.mode, entry.sha]),
      commits: commits.map(({ commit }) =>
        commit.message.replaceAll(name, '<name>'),
      ),
      approvals:
        protection.required_pull_request_reviews
          ?.required_approving_review_count,
      codeOwners:
        protection.required_pull_request_reviews?.require_code_owner_reviews,
      checks: protection.required_status_checks?.contexts,
      rules: rules.map(({ type }) => type),
      workflows: workflows.access_level,
      ana: ana.role_name,
      team: (team as { permissions: unknown }).permissions,
    };
  }

  it('makes a repository with content, topics, access and protection', async () => {
    const { output, log } = await lab.run(
      action,
      input('whole', 'application'),
    );
    expect(output).toEqual({
      outcome: 'created',
      changes: [],
      done: [
        'made a private repository',
        'began its history',
        'committed 2 files',
        'added topics service, application',
        'protected main',
        'added the ruleset Owners',
        'opened its workflows to the organization',
        'gave team payments the permission push',
        'gave ana.souza the permission maintain',
      ],
      repositoryUrl: `${lab.forge.url}/acme/whole`,
      remoteUrl: `${lab.forge.url}/acme/whole.git`,
      repoContentsUrl: `${lab.forge.url}/acme/whole/blob/main`,
      defaultBranch: 'main',
    });
    expect(log).toContain('acme/whole: protected main');
    expect(await look('whole')).toMatchObject({
      private: true,
      description: 'Payments',
      topics: ['service', 'application'],
      deleteBranchOnMerge: true,
      files: [
        ['README.md', '100644', expect.any(String)],
        ['logo.png', '100644', expect.any(String)],
        ['src/main.go', '100644', expect.any(String)],
      ],
      commits: [
        'First content',
        'Start\n\nSpokeport-Repository: acme/<name>\nSpokeport-Requester: user:default/ana.souza',
      ],
      approvals: 1,
      codeOwners: true,
      checks: ['build'],
      rules: ['pull_request', 'deletion', 'non_fast_forward'],
      workflows: 'organization',
      ana: 'maintain',
    });
  });

  it('writes nothing on a finished one, and says so', async () => {
    await lab.run(action, input('twice', 'application'));
    const { value, recording } = await recordRequests(() =>
      lab.run(action, input('twice', 'application')),
    );
    expect(value.output).toMatchObject({ outcome: 'unchanged', done: [] });
    expect(value.log).toEqual([
      'acme/twice: is finished already; nothing changed',
    ]);
    expect(recording.writes).toEqual([]);
    expect(recording.requests.length).toBeGreaterThan(3);
  });

  it('leaves what people did since: commits, more topics, more access, stricter protection', async () => {
    await lab.run(action, input('living', 'application'));
    await lab.forge.commitFiles({
      owner: 'acme',
      repo: 'living',
      branch: 'main',
      files: { 'README.md': { content: '# Ours\n' }, 'logo.png': undefined },
      message: 'Ours',
      author: 'ana.souza',
    });
    const octokit = await lab.as('bruno.lima');
    const repository = { owner: 'acme', repo: 'living' };
    await octokit.rest.repos.replaceAllTopics({
      ...repository,
      names: ['service', 'application', 'ours'],
    });
    await octokit.rest.repos.addCollaborator({
      ...repository,
      username: 'ana.souza',
      permission: 'admin',
    });
    await octokit.rest.repos.updateBranchProtection({
      ...repository,
      branch: 'main',
      required_status_checks: { strict: true, contexts: ['build', 'lint'] },
      enforce_admins: true,
      required_pull_request_reviews: {
        required_approving_review_count: 2,
        require_code_owner_reviews: true,
      },
      restrictions: null,
    });
    const before = await look('living');
    const { value, recording } = await recordRequests(() =>
      lab.run(action, input('living', 'application')),
    );
    expect(value.output.outcome).toBe('unchanged');
    expect(recording.writes).toEqual([]);
    expect(await look('living')).toEqual(before);
  });

  it('adds only what is missing to a protection that people changed', async () => {
    await lab.run(action, input('mended', 'application'));
    const octokit = await lab.as('bruno.lima');
    const repository = { owner: 'acme', repo: 'mended', branch: 'main' };
    await octokit.rest.repos.updateBranchProtection({
      ...repository,
      required_status_checks: { strict: true, contexts: ['lint'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 2 },
      restrictions: null,
    });
    const { output } = await lab.run(action, input('mended', 'application'));
    expect(output).toMatchObject({
      outcome: 'finished',
      done: ['protected main'],
    });
    const { data } = await octokit.rest.repos.getBranchProtection(repository);
    expect(data).toMatchObject({
      required_status_checks: { strict: true, contexts: ['lint', 'build'] },
      enforce_admins: { enabled: true },
      required_pull_request_reviews: {
        required_approving_review_count: 2,
        require_code_owner_reviews: true,
      },
    });
  });

  it.each(['application', 'deploy'] as const)(
    'finishes the %s repository whatever call it was killed at',
    async part => {
      const { recording } = await recordRequests(() =>
        lab.run(action, input(`good-${part}`, part)),
      );
      const wanted = await look(`good-${part}`);
      const calls = recording.requests.length;
      expect(recording.writes.length).toBeGreaterThan(5);
      for (let at = 1; at <= calls; at++) {
        const name = `killed-${part}-${at}`;
        const killed = await runKilledAt(at, input(name, part));
        expect([at, killed.result.status]).toEqual([at, 'rejected']);
        await lab.run(action, input(name, part));
        expect([at, await look(name)]).toEqual([at, wanted]);
      }
    },
    240_000,
  );

  it('finishes the pair: the one that is whole is left, the other one made', async () => {
    const { recording } = await recordRequests(() => runPair('pair'));
    const halfway = Math.ceil((recording.requests.length * 3) / 4);
    await withFetch(
      (_request, index) => decisionAt(index, halfway),
      () => runPair('torn'),
    );
    const [application, deploy] = await runPair('torn');
    expect([application.output.outcome, deploy.output.outcome]).toEqual([
      'unchanged',
      'finished',
    ]);
    expect(await look('torn-deploy')).toEqual(await look('pair-deploy'));
  });

  it('starts over when it was killed before the first call arrived', async () => {
    const killed = await withFetch(
      () => 'fail-before',
      () => runPair('before'),
    );
    expect(killed.result.status).toBe('rejected');
    const [first] = await runPair('before');
    expect(first.output.outcome).toBe('created');
  });

  it.each([
    { reason: 'filled', files: { a: { content: 'b\n' } } },
    {
      reason: 'with a trailer of somebody else',
      files: { a: { content: 'b\n' } },
      message:
        'Start\n\nSpokeport-Repository: acme/x\nSpokeport-Requester: user:default/davi.rocha',
    },
  ])(
    "never touches somebody else's repository: $reason",
    async ({ reason, files, message = 'Mine' }) => {
      const name = `others-${reason.length}`;
      await lab.forge.createRepository({
        owner: 'acme',
        name,
        private: true,
        access: [{ login: 'spokeport-bot', permission: 'admin' }],
      });
      await lab.forge.commitFiles({
        owner: 'acme',
        repo: name,
        branch: 'main',
        files,
        message,
        author: 'bruno.lima',
      });
      const { result, recording } = await withFetch(
        () => 'send',
        () => lab.run(action, input(name, 'application')),
      );
      expect(result).toMatchObject({
        status: 'rejected',
        reason: expect.objectContaining({
          message: expect.stringMatching(/exists already.*choose another name/),
        }),
      });
      expect(recording.writes).toEqual([]);
    },
  );

  it('refuses one that more people see than wished', async () => {
    await lab.forge.createRepository({ owner: 'acme', name: 'public' });
    await expect(
      lab.run(action, input('public', 'application')),
    ).rejects.toThrow('exists already and is public, but is to be private');
  });

  it('says who is missing', async () => {
    const wish = input('nobody', 'application');
    const access = { teams: [{ slug: 'ghosts', permission: 'push' }] };
    await expect(lab.run(action, { ...wish, access })).rejects.toThrow(
      'There is no team ghosts in acme',
    );
    await expect(
      lab.run(action, {
        ...wish,
        repoUrl: wish.repoUrl.replace('acme', 'nowhere'),
      }),
    ).rejects.toThrow('There is no organization or user nowhere');
  });

  it('writes nothing in a dry run, and says what it would do', async () => {
    const { value, recording } = await recordRequests(() =>
      lab.run(action, input('dry', 'application'), { isDryRun: true }),
    );
    expect(value.log).toEqual([
      'acme/dry: would: make a private repository',
      'acme/dry: would: commit 3 files',
      'acme/dry: would: add topics service, application',
      'acme/dry: would: protect its default branch',
      'acme/dry: would: add the ruleset Owners',
      'acme/dry: would: open its workflows to the organization',
      'acme/dry: would: give team payments push',
      'acme/dry: would: give ana.souza maintain',
    ]);
    const { changes } = value.output as {
      changes: { path: string; change: string; diff: string }[];
    };
    expect(changes.map(({ path, change }) => [path, change])).toEqual([
      ['logo.png', 'added'],
      ['README.md', 'added'],
      ['src/main.go', 'added'],
    ]);
    expect(changes[1].diff).toContain('+# Payments API\n');
    expect(recording.writes).toEqual([]);
    expect(lab.forge.repositoryExists({ owner: 'acme', name: 'dry' })).toBe(
      false,
    );
  });

  it('has examples that its schema accepts', () => {
    expect(exampleProblems(action)).toMatchObject([
      { steps: 2, problems: [] },
      { steps: 1, problems: [] },
    ]);
  });
});
