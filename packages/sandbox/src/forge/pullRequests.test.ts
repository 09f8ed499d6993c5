import { Octokit } from '@octokit/rest';
import {
  createTestForge,
  proposeChange,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';

describe('pull requests', () => {
  let test: TestForge;
  let ana: Octokit;
  let bruno: Octokit;

  beforeAll(async () => {
    test = await createTestForge();
    ana = await test.as('ana.souza');
    bruno = await test.as('bruno.lima');
  });
  afterAll(() => test.close());

  const get = async (pull_number: number) =>
    (await bruno.rest.pulls.get({ ...REPO, pull_number })).data;

  it('opens one by the API and shows it in lists, with its files and commits', async () => {
    await test.forge.commitFiles({
      ...REPO,
      branch: 'spokeport/create/one',
      files: { 'tenants/payments/clusters/two.yaml': { content: 'a: 2\n' } },
      message: 'Add two',
      author: 'ana.souza',
    });
    const { data: opened } = await ana.rest.pulls.create({
      ...REPO,
      title: 'Add two',
      body: 'Please',
      head: 'acme:spokeport/create/one',
      base: 'main',
    });
    expect(opened).toMatchObject({
      state: 'open',
      mergeable: true,
      mergeable_state: 'clean',
      changed_files: 1,
      commits: 1,
      additions: 1,
      html_url: `${test.forge.url}/acme/platform/pull/${opened.number}`,
    });
    const listed = await ana.rest.pulls.list({
      ...REPO,
      head: 'acme:spokeport/create/one',
    });
    expect(listed.data.map(p => p.number)).toEqual([opened.number]);
    const other = await ana.rest.pulls.list({ ...REPO, head: 'acme:nothing' });
    expect(other.data).toEqual([]);
    const files = await ana.rest.pulls.listFiles({
      ...REPO,
      pull_number: opened.number,
    });
    expect(files.data).toMatchObject([
      {
        filename: 'tenants/payments/clusters/two.yaml',
        status: 'added',
        patch: '@@ -0,0 +1 @@\n+a: 2',
      },
    ]);
    const commits = await ana.rest.pulls.listCommits({
      ...REPO,
      pull_number: opened.number,
    });
    expect(commits.data.map(c => c.author?.login)).toEqual(['ana.souza']);
  });

  it.each([
    {
      reason: 'the same head twice',
      head: 'twice',
      base: 'main',
      errors: [
        {
          resource: 'PullRequest',
          code: 'custom',
          message: 'A pull request already exists for acme:twice.',
        },
      ],
    },
    {
      reason: 'a head that does not exist',
      head: 'nowhere',
      base: 'main',
      errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
    },
    {
      reason: 'a head of another owner, which is no fork here',
      head: 'davi.rocha:twice',
      base: 'main',
      errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
    },
    {
      reason: 'a base that does not exist',
      head: 'twice',
      base: 'nowhere',
      errors: [{ resource: 'PullRequest', field: 'base', code: 'invalid' }],
    },
    {
      reason: 'no commits between head and base',
      head: 'same',
      base: 'main',
      errors: [
        {
          resource: 'PullRequest',
          code: 'custom',
          message: 'No commits between main and same',
        },
      ],
    },
    {
      reason: 'a title that is missing',
      head: 'twice',
      base: 'main',
      title: '',
      errors: [
        { resource: 'PullRequest', field: 'title', code: 'missing_field' },
      ],
    },
  ])(
    'answers 422 with errors[] for $reason',
    async ({ head, base, title, errors }) => {
      const { data } = await bruno.rest.pulls.list({
        ...REPO,
        head: 'acme:twice',
      });
      if (data.length === 0) {
        await proposeChange(test, 'twice');
        const main = await bruno.rest.git.getRef({
          ...REPO,
          ref: 'heads/main',
        });
        await bruno.rest.git.createRef({
          ...REPO,
          ref: 'refs/heads/same',
          sha: main.data.object.sha,
        });
      }
      await expect(
        ana.rest.pulls.create({ ...REPO, head, base, title: title ?? 'T' }),
      ).rejects.toMatchObject({
        status: 422,
        response: {
          data: {
            message: 'Validation Failed',
            errors,
            documentation_url: expect.stringContaining(
              'https://docs.github.com',
            ),
          },
        },
      });
    },
  );

  it('moves head.sha with the branch, and says whether it can be merged', async () => {
    const number = await proposeChange(test, 'moving');
    const sha = await test.forge.commitFiles({
      ...REPO,
      branch: 'moving',
      files: { 'README.md': { content: '# Moving\n' } },
      message: 'More',
      author: 'ana.souza',
    });
    expect(await get(number)).toMatchObject({
      head: { sha },
      mergeable: true,
      commits: 2,
    });
    await test.forge.commitFiles({
      ...REPO,
      branch: 'main',
      files: { 'README.md': { content: '# Otherwise\n' } },
      message: 'Otherwise',
      author: 'bruno.lima',
    });
    expect(await get(number)).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
    });
    await expect(
      bruno.rest.pulls.merge({ ...REPO, pull_number: number }),
    ).rejects.toMatchObject({
      status: 405,
      response: { data: { message: 'Pull Request is not mergeable' } },
    });
  });

  it('answers 409 for a sha that is no longer the head', async () => {
    const number = await proposeChange(test, 'stale');
    const { head } = await get(number);
    await test.forge.commitFiles({
      ...REPO,
      branch: 'stale',
      files: { 'stale.txt': { content: 'newer\n' } },
      message: 'Newer',
      author: 'ana.souza',
    });
    await expect(
      bruno.rest.pulls.merge({ ...REPO, pull_number: number, sha: head.sha }),
    ).rejects.toMatchObject({
      status: 409,
      response: {
        data: {
          message: 'Head branch was modified. Review and try the merge again.',
        },
      },
    });
  });

  it('merges with the merger’s identity, and the second merge keeps the first one’s files', async () => {
    const first = await proposeChange(test, 'first');
    const second = await proposeChange(test, 'second');
    for (const pull_number of [first, second]) {
      await bruno.rest.pulls.merge({ ...REPO, pull_number });
    }
    for (const path of ['first.txt', 'second.txt']) {
      const { data } = await ana.rest.repos.getContent({ ...REPO, path });
      expect(data).toMatchObject({ type: 'file', path });
    }
    const merged = await get(second);
    expect(merged).toMatchObject({
      merged: true,
      state: 'closed',
      merged_by: { login: 'bruno.lima' },
      changed_files: 1,
    });
    const { data: commit } = await ana.rest.repos.getCommit({
      ...REPO,
      ref: merged.merge_commit_sha ?? '',
    });
    expect(commit.commit).toMatchObject({
      author: { name: 'Bruno Lima', email: 'bruno.lima@example.org' },
      message: `Merge pull request #${second} from acme/second\n\nChange second`,
    });
    expect(commit.parents).toHaveLength(2);
  });

  it.each([
    { method: 'squash' as const, subjects: ['Change squash (#N)'] },
    { method: 'rebase' as const, subjects: ['More of rebase', 'Add rebase'] },
  ])(
    'merges by $method into a linear history',
    async ({ method, subjects }) => {
      const number = await proposeChange(test, method);
      await test.forge.commitFiles({
        ...REPO,
        branch: method,
        files: { [`${method}-2.txt`]: { content: 'two\n' } },
        message: `More of ${method}`,
        author: 'ana.souza',
      });
      await test.forge.commitFiles({
        ...REPO,
        branch: 'main',
        files: { [`beside-${method}.txt`]: { content: 'x\n' } },
        message: 'Beside',
        author: 'bruno.lima',
      });
      const { data } = await bruno.rest.pulls.merge({
        ...REPO,
        pull_number: number,
        merge_method: method,
      });
      const log = await bruno.rest.repos.listCommits({ ...REPO, per_page: 3 });
      expect(log.data[0].sha).toBe(data.sha);
      expect(
        log.data
          .slice(0, subjects.length + 1)
          .every(c => c.parents.length === 1),
      ).toBe(true);
      expect(
        log.data
          .slice(0, subjects.length)
          .map(c => c.commit.message.split('\n')[0]),
      ).toEqual(subjects.map(s => s.replace('N', String(number))));
      expect(await get(number)).toMatchObject({ merged: true, commits: 2 });
      for (const path of [
        `${method}.txt`,
        `${method}-2.txt`,
        `beside-${method}.txt`,
      ]) {
        await bruno.rest.repos.getContent({ ...REPO, path });
      }
    },
  );

  it('refuses an approval by the author, and takes one by somebody else', async () => {
    const pull_number = await proposeChange(test, 'mine', {
      author: 'ana.souza',
    });
    await expect(
      ana.rest.pulls.createReview({ ...REPO, pull_number, event: 'APPROVE' }),
    ).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: ['Can not approve your own pull request'] } },
    });
    const { data } = await bruno.rest.pulls.createReview({
      ...REPO,
      pull_number,
      event: 'APPROVE',
    });
    expect(data.state).toBe('APPROVED');
  });

  it('holds a protected branch until a person with write access approves', async () => {
    await test.forge.commitFiles({
      ...REPO,
      branch: 'guarded',
      files: { 'g.txt': { content: 'g\n' } },
      message: 'Guard',
      author: 'bruno.lima',
    });
    await bruno.rest.repos.updateBranchProtection({
      ...REPO,
      branch: 'guarded',
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    });
    await test.forge.commitFiles({
      ...REPO,
      branch: 'into-guarded',
      files: { 'i.txt': { content: 'i\n' } },
      message: 'Into',
      author: 'spokeport-bot',
    });
    const pull_number = await test.forge.openPullRequest({
      ...REPO,
      title: 'Into guarded',
      head: 'into-guarded',
      base: 'guarded',
      author: 'spokeport-bot',
    });
    expect((await get(pull_number)).mergeable_state).toBe('blocked');
    await expect(
      bruno.rest.pulls.merge({ ...REPO, pull_number }),
    ).rejects.toMatchObject({
      status: 405,
      response: {
        data: {
          message:
            'At least 1 approving review is required by reviewers with write access.',
        },
      },
    });
    await bruno.rest.pulls.createReview({
      ...REPO,
      pull_number,
      event: 'APPROVE',
    });
    expect((await get(pull_number)).mergeable_state).toBe('clean');
    await expect(
      bruno.rest.git.updateRef({
        ...REPO,
        ref: 'heads/guarded',
        sha: '0123456789abcdef0123456789abcdef01234567',
        force: true,
      }),
    ).rejects.toMatchObject({ status: 422 });
    await bruno.rest.pulls.merge({ ...REPO, pull_number });
  });

  it('closes, reopens, edits, and closes when the branch is deleted', async () => {
    const pull_number = await proposeChange(test, 'closing');
    const patch = (change: {
      state?: 'open' | 'closed';
      title?: string;
      body?: string;
    }) => bruno.rest.pulls.update({ ...REPO, pull_number, ...change });
    expect((await patch({ title: 'New', body: 'B' })).data).toMatchObject({
      title: 'New',
      body: 'B',
    });
    expect((await patch({ state: 'closed' })).data.state).toBe('closed');
    expect((await patch({ state: 'open' })).data.state).toBe('open');
    await bruno.rest.git.deleteRef({ ...REPO, ref: 'heads/closing' });
    expect(await get(pull_number)).toMatchObject({
      state: 'closed',
      merged: false,
    });
    await expect(patch({ state: 'open' })).rejects.toMatchObject({
      status: 422,
    });
  });

  it('brings a branch up to date with its base', async () => {
    const pull_number = await proposeChange(test, 'behind');
    await test.forge.commitFiles({
      ...REPO,
      branch: 'main',
      files: { 'ahead.txt': { content: 'x\n' } },
      message: 'Ahead',
      author: 'bruno.lima',
    });
    const before = await get(pull_number);
    await bruno.rest.pulls.updateBranch({ ...REPO, pull_number });
    const { data } = await bruno.rest.repos.compareCommits({
      ...REPO,
      base: 'main',
      head: 'behind',
    });
    expect(data).toMatchObject({ status: 'ahead', behind_by: 0, ahead_by: 2 });
    expect((await get(pull_number)).head.sha).not.toBe(before.head.sha);
  });

  it('asks people and teams for a review, but never the author', async () => {
    const pull_number = await proposeChange(test, 'asking', {
      author: 'ana.souza',
    });
    const { data } = await ana.rest.pulls.requestReviewers({
      ...REPO,
      pull_number,
      reviewers: ['bruno.lima'],
      team_reviewers: ['payments'],
    });
    expect(data.requested_reviewers?.map(u => u.login)).toEqual(['bruno.lima']);
    expect(data.requested_teams?.map(t => t.slug)).toEqual(['payments']);
    await expect(
      ana.rest.pulls.requestReviewers({
        ...REPO,
        pull_number,
        reviewers: ['ana.souza'],
      }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it('finds pull requests by the search language', async () => {
    const pull_number = await proposeChange(test, 'findable', {
      author: 'ana.souza',
    });
    const find = async (q: string) =>
      (await bruno.rest.search.issuesAndPullRequests({ q })).data.items.map(
        i => i.number,
      );
    const repo = 'repo:acme/platform is:pr';
    expect(await find(`${repo} is:open head:findable`)).toEqual([pull_number]);
    expect(
      await find(`${repo} author:ana.souza "Change findable" in:title`),
    ).toEqual([pull_number]);
    expect(await find(`${repo} -is:open head:findable`)).toEqual([]);
    expect(await find('repo:acme/nothing is:pr head:findable')).toEqual([]);
  });

  it('labels, assigns and comments', async () => {
    const issue_number = await proposeChange(test, 'talk');
    await bruno.rest.issues.addLabels({
      ...REPO,
      issue_number,
      labels: ['cluster', 'new'],
    });
    await bruno.rest.issues.removeLabel({ ...REPO, issue_number, name: 'new' });
    await bruno.rest.issues.addAssignees({
      ...REPO,
      issue_number,
      assignees: ['ana.souza', 'nobody'],
    });
    await ana.rest.issues.createComment({
      ...REPO,
      issue_number,
      body: 'Hello',
    });
    const { data } = await ana.rest.issues.get({ ...REPO, issue_number });
    expect(data).toMatchObject({
      labels: [{ name: 'cluster' }],
      assignees: [{ login: 'ana.souza' }],
      comments: 1,
    });
  });

  it('tells a failing required check from a passing one', async () => {
    const pull_number = await proposeChange(test, 'checked');
    const { head } = await get(pull_number);
    const status = (state: 'failure' | 'success') =>
      bruno.rest.repos.createCommitStatus({
        ...REPO,
        sha: head.sha,
        state,
        context: 'ci',
      });
    await status('failure');
    expect((await get(pull_number)).mergeable_state).toBe('unstable');
    await status('success');
    await bruno.rest.checks.create({
      ...REPO,
      head_sha: head.sha,
      name: 'lint',
      conclusion: 'success',
    });
    expect((await get(pull_number)).mergeable_state).toBe('clean');
    const combined = await bruno.rest.repos.getCombinedStatusForRef({
      ...REPO,
      ref: 'checked',
    });
    expect(combined.data).toMatchObject({
      state: 'success',
      sha: head.sha,
      total_count: 1,
    });
    const runs = await bruno.rest.checks.listForRef({
      ...REPO,
      ref: 'checked',
    });
    expect(runs.data.check_runs).toMatchObject([
      { name: 'lint', status: 'completed' },
    ]);
  });

  it('merges by itself what waits for an approval, where the repository allows it', async () => {
    const bot = await test.as('spokeport-bot');
    const shop = { owner: 'acme', repo: 'auto' };
    await test.forge.createRepository({
      owner: 'acme',
      name: 'auto',
      access: [{ login: 'spokeport-bot', permission: 'push' }],
    });
    for (const branch of ['main', 'change']) {
      await test.forge.commitFiles({
        ...shop,
        branch,
        files: { [branch]: { content: 'x' } },
        message: branch,
        author: 'spokeport-bot',
      });
    }
    await test.forge.protectBranch({
      ...shop,
      branch: 'main',
      requiredApprovals: 1,
    });
    const number = await test.forge.openPullRequest({
      ...shop,
      title: 'Change',
      head: 'change',
      author: 'spokeport-bot',
    });
    const read = async () =>
      (await bot.rest.pulls.get({ ...shop, pull_number: number })).data;
    const enable = async () =>
      bot.graphql(
        `mutation ($id: ID!) { enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: SQUASH }) { pullRequest { number } } }`,
        { id: (await read()).node_id },
      );
    await expect(enable()).rejects.toThrow(
      'Auto merge is not allowed for this repository',
    );
    await bruno.rest.repos.update({ ...shop, allow_auto_merge: true });
    await enable();
    expect((await read()).auto_merge).toMatchObject({ merge_method: 'squash' });
    await bruno.rest.pulls.createReview({
      ...shop,
      pull_number: number,
      event: 'APPROVE',
    });
    let pull = await read();
    for (let look = 0; look < 100 && !pull.merged; look++) pull = await read();
    expect(pull.merged).toBe(true);
  });

  it('sets labels and assignees of a pull request in one call, leaving out whom it cannot assign', async () => {
    const number = await proposeChange(test, 'details');
    const { data } = await bruno.rest.issues.update({
      ...REPO,
      issue_number: number,
      labels: ['one'],
      assignees: ['ana.souza', 'nobody'],
    });
    expect(data).toMatchObject({
      labels: [{ name: 'one' }],
      assignees: [{ login: 'ana.souza' }],
    });
  });
});
