import type { Octokit } from '@octokit/rest';
import {
  createTestForge,
  proposeChange,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';
import { matchesOwnerPattern, parseCodeOwners } from './core/codeOwners';
import { matchesRefName } from './core/refNames';

const CODEOWNERS = `# Whose review a change needs.
* @acme/platform-team
/tenants/payments/values/ @acme/payments
/tenants/orders/values/ @acme/ghosts
`;

const codeOwnerRule = {
  type: 'pull_request' as const,
  parameters: {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: true,
    require_last_push_approval: false,
    required_approving_review_count: 1,
    required_review_thread_resolution: false,
  },
};
const onDefault = {
  ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] },
};

describe('rulesets', () => {
  let test: TestForge;
  let ana: Octokit;
  let bruno: Octokit;
  let bot: Octokit;

  beforeEach(async () => {
    test = await createTestForge();
    const { forge } = test;
    await forge.ensureTeam({
      org: 'acme',
      slug: 'platform-team',
      members: ['bruno.lima'],
    });
    [ana, bruno, bot] = await Promise.all(
      ['ana.souza', 'bruno.lima', 'spokeport-bot'].map(test.as),
    );
    for (const [team_slug, permission] of [
      ['platform-team', 'maintain'],
      ['payments', 'push'],
    ]) {
      await bruno.rest.teams.addOrUpdateRepoPermissionsInOrg({
        org: 'acme',
        team_slug,
        ...REPO,
        permission,
      });
    }
    await forge.commitFiles({
      ...REPO,
      branch: 'main',
      files: { '.github/CODEOWNERS': { content: CODEOWNERS } },
      message: 'Own',
      author: 'bruno.lima',
    });
  });

  afterEach(() => test.close());

  const create = (
    overrides: Partial<
      Parameters<Octokit['rest']['repos']['createRepoRuleset']>[0]
    > = {},
  ) =>
    bruno.rest.repos.createRepoRuleset({
      ...REPO,
      name: 'Code owners review',
      target: 'branch',
      enforcement: 'active',
      conditions: onDefault,
      rules: [
        codeOwnerRule,
        { type: 'deletion' },
        { type: 'non_fast_forward' },
      ],
      ...overrides,
    });

  const stateOf = async (pull_number: number) =>
    (await bruno.rest.pulls.get({ ...REPO, pull_number })).data.mergeable_state;
  const merge = (pull_number: number, who = bruno) =>
    who.rest.pulls.merge({ ...REPO, pull_number });
  const approve = (pull_number: number, who: Octokit) =>
    who.rest.pulls.createReview({ ...REPO, pull_number, event: 'APPROVE' });

  it('are made, listed, read, changed and deleted', async () => {
    const { data: made } = await create();
    expect(made).toMatchObject({
      name: 'Code owners review',
      target: 'branch',
      source_type: 'Repository',
      source: 'acme/platform',
      enforcement: 'active',
      bypass_actors: [],
      current_user_can_bypass: 'never',
      conditions: onDefault,
    });
    const { data: listed } = await ana.rest.repos.getRepoRulesets(REPO);
    expect(listed.map(({ id, name }) => [id, name])).toEqual([
      [made.id, 'Code owners review'],
    ]);
    expect(listed[0]).not.toHaveProperty('rules');
    await bruno.rest.repos.updateRepoRuleset({
      ...REPO,
      ruleset_id: made.id,
      enforcement: 'disabled',
    });
    const { data: read } = await ana.rest.repos.getRepoRuleset({
      ...REPO,
      ruleset_id: made.id,
    });
    expect(read).toMatchObject({ enforcement: 'disabled', rules: made.rules });
    expect(read).not.toHaveProperty('bypass_actors');
    await bruno.rest.repos.deleteRepoRuleset({ ...REPO, ruleset_id: made.id });
    expect((await ana.rest.repos.getRepoRulesets(REPO)).data).toEqual([]);
  });

  it('say what they ask of a branch, those in force only', async () => {
    const { data: made } = await create();
    await create({ name: 'Later', enforcement: 'evaluate' });
    const rules = (branch: string) =>
      ana.rest.repos.getBranchRules({ ...REPO, branch });
    expect((await rules('main')).data).toEqual([
      expect.objectContaining({ ...codeOwnerRule, ruleset_id: made.id }),
      expect.objectContaining({ type: 'deletion' }),
      expect.objectContaining({ type: 'non_fast_forward' }),
    ]);
    expect((await rules('other')).data).toEqual([]);
    const { data: branch } = await ana.rest.repos.getBranch({
      ...REPO,
      branch: 'main',
    });
    expect(branch.protected).toBe(true);
  });

  it.each([
    { reason: 'a name that is taken', input: {}, says: 'Name must be unique' },
    {
      reason: 'a rule that nobody knows',
      input: { name: 'x', rules: [{ type: 'magic' }] },
      says: "Invalid rule 'magic'",
    },
    {
      reason: 'a rule without its parameters',
      input: { name: 'x', rules: [{ type: 'pull_request', parameters: {} }] },
      says: "wasn't supplied",
    },
    {
      reason: 'a pattern that is no reference',
      input: {
        name: 'x',
        conditions: { ref_name: { include: ['main'], exclude: [] } },
      },
      says: "Invalid target pattern: 'main'",
    },
  ])('are refused: $reason', async ({ input, says }) => {
    await create();
    await expect(create(input as object)).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [expect.stringContaining(says)] } },
    });
  });

  it('are for administrators', async () => {
    await expect(
      ana.rest.repos.createRepoRuleset({
        ...REPO,
        name: 'Mine',
        enforcement: 'active',
      }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it('hold a claim until the platform team agrees: a tenant’s approval counts, and is not enough', async () => {
    await create();
    const number = await proposeChange(test, 'claim', {
      path: 'tenants/payments/clusters/two.yaml',
    });
    const { data: pull } = await bruno.rest.pulls.get({
      ...REPO,
      pull_number: number,
    });
    expect(pull.requested_teams?.map(({ slug }) => slug)).toEqual([
      'platform-team',
    ]);
    await approve(number, ana);
    expect(await stateOf(number)).toBe('blocked');
    await expect(merge(number)).rejects.toMatchObject({
      status: 405,
      message: expect.stringContaining(
        'Waiting on code owner review from acme/platform-team.',
      ),
    });
    await approve(number, bruno);
    expect(await stateOf(number)).toBe('clean');
    expect((await merge(number)).data.merged).toBe(true);
  });

  it('let a tenant decide on its own values, and on nothing beside them', async () => {
    await create();
    const path = 'tenants/payments/values/one/ingress-nginx.yaml';
    const own = await proposeChange(test, 'values', { path });
    await approve(own, ana);
    expect((await merge(own, ana)).data.merged).toBe(true);
    const mixed = await proposeChange(test, 'mixed', { path });
    await test.forge.commitFiles({
      ...REPO,
      branch: 'mixed',
      files: { 'tenants/payments/clusters/three.yaml': { content: 'a: 1\n' } },
      message: 'And a claim',
      author: 'spokeport-bot',
    });
    await approve(mixed, ana);
    await expect(merge(mixed, ana)).rejects.toMatchObject({ status: 405 });
  });

  it('see a file that moves out of a folder, not only where it lands', async () => {
    await create();
    await test.forge.commitFiles({
      ...REPO,
      branch: 'move',
      files: {
        'tenants/payments/clusters/one.yaml': undefined,
        'tenants/payments/values/one.yaml': { content: 'a: 1\nb: 2\n' },
      },
      message: 'Move',
      author: 'spokeport-bot',
    });
    const number = await test.forge.openPullRequest({
      ...REPO,
      title: 'Move',
      head: 'move',
      author: 'spokeport-bot',
    });
    await approve(number, ana);
    await expect(merge(number, ana)).rejects.toMatchObject({ status: 405 });
  });

  it('take CODEOWNERS from the base: a proposal cannot make itself its owner', async () => {
    await create();
    const number = await proposeChange(test, 'coup', {
      path: '.github/CODEOWNERS',
      content: '* @ana.souza\n',
    });
    await approve(number, ana);
    await expect(merge(number, ana)).rejects.toMatchObject({ status: 405 });
  });

  it('keep pushes off the branch, by API and by git, except of who may bypass them', async () => {
    const { data: made } = await create();
    const write = (who: Octokit) =>
      who.rest.repos.createOrUpdateFileContents({
        ...REPO,
        path: 'x.txt',
        message: 'X',
        content: '',
      });
    await expect(write(bot)).rejects.toMatchObject({ status: 409 });
    const folder = await test.folder();
    await test.git(
      folder,
      'clone',
      '-q',
      await test.cloneUrl('ana.souza'),
      '.',
    );
    await test.git(
      folder,
      ...['-c', 'user.name=A', '-c', 'user.email=a@example.org'],
      ...['commit', '-q', '--allow-empty', '-m', 'Push'],
    );
    await expect(
      test.git(folder, 'push', 'origin', 'HEAD:main'),
    ).rejects.toThrow('Changes must be made through a pull request');
    await bruno.rest.repos.updateRepoRuleset({
      ...REPO,
      ruleset_id: made.id,
      bypass_actors: [
        { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' },
      ],
    });
    await expect(write(bot)).rejects.toMatchObject({ status: 409 });
    expect((await write(bruno)).status).toBe(201);
  });

  it('let who may bypass them on pull requests merge, and no more', async () => {
    await create({
      bypass_actors: [
        {
          actor_id: 1,
          actor_type: 'OrganizationAdmin',
          bypass_mode: 'pull_request',
        },
      ],
    });
    const number = await proposeChange(test, 'urgent');
    await expect(merge(number, ana)).rejects.toMatchObject({ status: 405 });
    expect((await merge(number, bruno)).data.merged).toBe(true);
    await expect(
      bruno.rest.repos.createOrUpdateFileContents({
        ...REPO,
        path: 'x.txt',
        message: 'X',
        content: '',
      }),
    ).rejects.toMatchObject({ status: 409 });
  });

  it('ask for nothing while they are evaluated or disabled', async () => {
    await create({ enforcement: 'evaluate' });
    await create({ name: 'Off', enforcement: 'disabled' });
    const number = await proposeChange(test, 'free');
    expect(await stateOf(number)).toBe('clean');
  });

  it('add up with a branch’s protection, which may ask for code owners too', async () => {
    await bruno.rest.repos.updateBranchProtection({
      ...REPO,
      branch: 'main',
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        require_code_owner_reviews: true,
      },
      restrictions: null,
    });
    await create({
      rules: [
        {
          type: 'required_status_checks',
          parameters: {
            required_status_checks: [{ context: 'validate' }],
            strict_required_status_checks_policy: false,
          },
        },
      ],
    });
    const number = await proposeChange(test, 'both');
    await approve(number, ana);
    await expect(merge(number)).rejects.toMatchObject({
      message: expect.stringMatching(
        /Waiting on code owner review from acme\/platform-team\..*Required status check "validate" is expected/,
      ),
    });
  });

  it('tell what is wrong with CODEOWNERS: an owner that cannot write owns nothing', async () => {
    await create();
    const { data } = await ana.rest.repos.codeownersErrors(REPO);
    expect(data.errors).toEqual([
      expect.objectContaining({
        line: 4,
        kind: 'Unknown owner',
        source: '/tenants/orders/values/ @acme/ghosts',
        path: '.github/CODEOWNERS',
      }),
    ]);
    const number = await proposeChange(test, 'unowned', {
      path: 'tenants/orders/values/a.yaml',
    });
    await approve(number, ana);
    expect((await merge(number, ana)).data.merged).toBe(true);
  });

  it('are changed, not doubled, by the door that seeds them', async () => {
    await create();
    const before = await bruno.rest.repos.getRepoRulesets(REPO);
    const state = JSON.parse(JSON.stringify(before.data));
    await test.forge.ensureRuleset({
      ...REPO,
      ruleset: { name: 'Code owners review', enforcement: 'evaluate' },
    });
    const after = await bruno.rest.repos.getRepoRulesets(REPO);
    expect(after.data).toEqual([
      { ...state[0], enforcement: 'evaluate', updated_at: expect.any(String) },
    ]);
  });
});

describe('a pattern of CODEOWNERS', () => {
  it.each([
    { pattern: '*', path: 'a/b.c', matches: true },
    { pattern: '*.js', path: 'a/b.js', matches: true },
    { pattern: '/a/', path: 'a/b/c', matches: true },
    { pattern: '/a/', path: 'b/a/c', matches: false },
    { pattern: 'a/', path: 'b/a/c', matches: true },
    { pattern: 'a/', path: 'a', matches: false },
    { pattern: 'docs/*', path: 'docs/a.md', matches: true },
    { pattern: 'docs/*', path: 'docs/b/a.md', matches: false },
    { pattern: '/a', path: 'a/b', matches: true },
    { pattern: '/a', path: 'ab', matches: false },
    { pattern: '**/logs', path: 'a/b/logs/c', matches: true },
    { pattern: '/a/**', path: 'a/b/c', matches: true },
    {
      pattern: '/tenants/*/values/',
      path: 'tenants/x/values/y',
      matches: true,
    },
    {
      pattern: '/tenants/*/values/',
      path: 'tenants/x/z/values/y',
      matches: false,
    },
    { pattern: '/a.b/', path: 'axb/c', matches: false },
  ])('$pattern and $path: $matches', ({ pattern, path, matches }) => {
    expect(matchesOwnerPattern(pattern, path)).toBe(matches);
  });

  it('ends where a comment begins', () => {
    expect(parseCodeOwners('# a\n\n/x/ @a @b/c # d\n/y#z\n')).toEqual([
      expect.objectContaining({
        line: 3,
        pattern: '/x/',
        owners: ['@a', '@b/c'],
      }),
      expect.objectContaining({ line: 4, pattern: '/y#z', owners: [] }),
    ]);
  });
});

describe('the branches that a ruleset is about', () => {
  it.each([
    { include: ['~DEFAULT_BRANCH'], branch: 'main', matches: true },
    { include: ['~DEFAULT_BRANCH'], branch: 'other', matches: false },
    { include: ['~ALL'], branch: 'a/b', matches: true },
    { include: ['refs/heads/release/*'], branch: 'release/1', matches: true },
    {
      include: ['refs/heads/release/*'],
      branch: 'release/1/2',
      matches: false,
    },
    {
      include: ['refs/heads/release/**'],
      branch: 'release/1/2',
      matches: true,
    },
  ])('$include and $branch: $matches', ({ include, branch, matches }) => {
    expect(matchesRefName({ include, exclude: [] }, branch, 'main')).toBe(
      matches,
    );
    expect(
      matchesRefName(
        { include, exclude: [`refs/heads/${branch}`] },
        branch,
        'main',
      ),
    ).toBe(false);
  });
});
