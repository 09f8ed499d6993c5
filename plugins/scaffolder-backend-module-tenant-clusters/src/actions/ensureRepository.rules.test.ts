import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type ActionLab,
  REPO,
  withFetch,
} from '../__testUtils__/createActionLab';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { createEnsureRepositoryAction } from './createEnsureRepositoryAction';

const OWNERS_REVIEW = {
  name: 'Code owners review',
  requiredApprovals: 1,
  requireCodeOwners: true,
};

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
    lab.mayReadHubs = AuthorizeResult.DENY;
    platform.tenants = ['payments'];
    workspace.setContent({ 'README.md': '# Here\n', src: { 'a.txt': 'a\n' } });
  });

  const input = (name: string) => ({
    repoUrl: `${new URL(lab.forge.url).host}?owner=acme&repo=${name}`,
    rulesets: [OWNERS_REVIEW] as object[],
  });

  const refused = (
    wish: Record<string, unknown>,
    options?: { person: string },
  ) =>
    withFetch(
      () => 'send',
      () => lab.run(action, wish, options),
    );

  const rulesetOf = async (repo: string) => {
    const octokit = await lab.as('bruno.lima');
    const repository = { owner: 'acme', repo };
    const { data } = await octokit.rest.repos.getRepoRulesets(repository);
    const [{ id }] = data;
    return (
      await octokit.rest.repos.getRepoRuleset({ ...repository, ruleset_id: id })
    ).data;
  };

  describe('whose it is', () => {
    const began = (name: string) => ({ ...input(name), tenant: 'payments' });

    it('lets another member of the tenant finish what one began', async () => {
      await withFetch(
        // Killed once the repository is there with its first commit, which the sixth call makes.
        (_request, index) => (index < 7 ? 'send' : 'fail-before'),
        () => lab.run(action, began('shared'), { person: 'ana.souza' }),
      );
      const { output } = await lab.run(action, began('shared'), {
        person: 'lia.moreira',
      });
      expect(output.outcome).toBe('finished');
      const octokit = await lab.as('bruno.lima');
      const { data } = await octokit.rest.repos.listCommits({
        owner: 'acme',
        repo: 'shared',
      });
      expect(data.at(-1)?.commit.message).toBe(
        'Start\n\nSpokeport-Repository: acme/shared\nSpokeport-Requester: user:default/ana.souza\nSpokeport-Tenant: payments',
      );
    });

    it.each([
      {
        reason: 'another tenant',
        tenants: ['orders'],
        wish: { tenant: 'orders' },
        error: 'it was made for tenant payments; choose another name',
      },
      {
        reason: 'a tenant that the person does not belong to',
        tenants: ['orders'],
        wish: { tenant: 'payments' },
        error:
          'You do not belong to tenant payments; you can make repositories for orders',
      },
      {
        reason: 'another person, for no tenant',
        tenants: ['orders'],
        wish: { tenant: undefined },
        error: 'it was made for user:default/ana.souza; choose another name',
      },
    ])('refuses it to $reason', async ({ tenants, wish, error }) => {
      await lab.run(action, began('guarded'));
      platform.tenants = tenants;
      const { result, recording } = await refused(
        { ...began('guarded'), ...wish },
        { person: 'davi.rocha' },
      );
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining(error) },
      });
      expect(recording.writes).toEqual([]);
    });

    it('lets the platform team finish what one of it began for no tenant', async () => {
      await lab.run(action, input('common'), { person: 'bruno.lima' });
      const again = () =>
        lab.run(action, input('common'), { person: 'carla.dias' });
      await expect(again()).rejects.toThrow('made for user:default/bruno.lima');
      lab.mayReadHubs = AuthorizeResult.ALLOW;
      expect((await again()).output.outcome).toBe('unchanged');
    });
  });

  describe('rulesets', () => {
    it('says what is wished in GitHub’s words, with who may go round it', async () => {
      await lab.run(action, {
        ...input('worded'),
        rulesets: [
          {
            ...OWNERS_REVIEW,
            enforcement: 'evaluate',
            branches: ['~DEFAULT_BRANCH', 'release/*'],
            dismissStaleReviews: true,
            requiredChecks: ['build', 'test'],
            bypass: [
              { team: 'payments' },
              { role: 'admin', mode: 'always' },
              { organizationAdmins: true },
            ],
          },
        ],
      });
      expect(await rulesetOf('worded')).toMatchObject({
        name: 'Code owners review',
        target: 'branch',
        enforcement: 'evaluate',
        conditions: {
          ref_name: {
            include: ['~DEFAULT_BRANCH', 'refs/heads/release/*'],
            exclude: [],
          },
        },
        bypass_actors: [
          {
            actor_id: expect.any(Number),
            actor_type: 'Team',
            bypass_mode: 'pull_request',
          },
          {
            actor_id: 5,
            actor_type: 'RepositoryRole',
            bypass_mode: 'always',
          },
          {
            actor_id: 1,
            actor_type: 'OrganizationAdmin',
            bypass_mode: 'pull_request',
          },
        ],
        rules: [
          {
            type: 'pull_request',
            parameters: {
              dismiss_stale_reviews_on_push: true,
              require_code_owner_review: true,
              require_last_push_approval: false,
              required_approving_review_count: 1,
              required_review_thread_resolution: false,
            },
          },
          {
            type: 'required_status_checks',
            parameters: {
              strict_required_status_checks_policy: false,
              required_status_checks: [
                { context: 'build' },
                { context: 'test' },
              ],
            },
          },
          { type: 'deletion' },
          { type: 'non_fast_forward' },
        ],
      });
    });

    it('adds what is missing, and leaves what people made stricter or added', async () => {
      await lab.run(action, input('ruled'));
      const octokit = await lab.as('bruno.lima');
      const { id } = await rulesetOf('ruled');
      await octokit.rest.repos.updateRepoRuleset({
        owner: 'acme',
        repo: 'ruled',
        ruleset_id: id,
        enforcement: 'disabled',
        conditions: {
          ref_name: { include: ['refs/heads/next'], exclude: ['refs/heads/x'] },
        },
        rules: [
          { type: 'required_linear_history' },
          {
            type: 'pull_request',
            parameters: {
              dismiss_stale_reviews_on_push: true,
              require_code_owner_review: false,
              require_last_push_approval: true,
              required_approving_review_count: 2,
              required_review_thread_resolution: false,
            },
          },
        ],
      });
      const { output } = await lab.run(action, input('ruled'));
      expect(output.done).toEqual(['tightened the ruleset Code owners review']);
      expect(await rulesetOf('ruled')).toMatchObject({
        enforcement: 'active',
        conditions: {
          ref_name: {
            include: ['refs/heads/next', '~DEFAULT_BRANCH'],
            exclude: ['refs/heads/x'],
          },
        },
        rules: [
          { type: 'required_linear_history' },
          {
            type: 'pull_request',
            parameters: {
              dismiss_stale_reviews_on_push: true,
              require_code_owner_review: true,
              require_last_push_approval: true,
              required_approving_review_count: 2,
            },
          },
          { type: 'deletion' },
          { type: 'non_fast_forward' },
        ],
      });
      const again = await lab.run(action, input('ruled'));
      expect(again.output.outcome).toBe('unchanged');
    });

    it('says which team there is not', async () => {
      await expect(
        lab.run(action, {
          ...input('ghostly'),
          rulesets: [{ name: 'R', bypass: [{ team: 'ghosts' }] }],
        }),
      ).rejects.toThrow('There is no team ghosts in acme');
    });
  });

  describe('with a hub', () => {
    const settings = {
      hub: 'hub-eu',
      access: { teams: [{ slug: 'payments', permission: 'push' }] },
      rulesets: [OWNERS_REVIEW],
    };

    beforeAll(async () => {
      await lab.commit({ 'README.md': '# Platform\n' });
      const octokit = await lab.as('bruno.lima');
      await octokit.rest.repos.addCollaborator({
        ...REPO,
        username: 'spokeport-bot',
        permission: 'admin',
      });
    });

    it('refuses whoever is not of the platform team', async () => {
      const { result, recording } = await refused(settings);
      expect(result).toMatchObject({
        status: 'rejected',
        reason: {
          message:
            "Only the platform team may change who may do what in the repository of hub 'hub-eu'",
        },
      });
      expect(recording.requests).toEqual([]);
    });

    it('brings rules and access of its platform repository up to date, and leaves its content', async () => {
      lab.mayReadHubs = AuthorizeResult.ALLOW;
      const { output } = await lab.run(action, settings);
      expect(output).toMatchObject({
        outcome: 'finished',
        done: [
          'added the ruleset Code owners review',
          'gave team payments the permission push',
        ],
        repositoryUrl: `${lab.forge.url}/acme/platform`,
      });
      expect(await lab.read('README.md')).toBe('# Platform\n');
      expect(await lab.read('src/a.txt')).toBeUndefined();
      const again = await lab.run(action, settings);
      expect(again.output.outcome).toBe('unchanged');
    });

    it('takes no content for it', async () => {
      lab.mayReadHubs = AuthorizeResult.ALLOW;
      await expect(
        lab.run(action, { ...settings, sourcePath: 'src' }),
      ).rejects.toThrow('leave out sourcePath and tenant');
    });
  });
});
