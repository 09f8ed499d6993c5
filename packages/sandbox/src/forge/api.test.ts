import { Octokit } from '@octokit/rest';
import {
  createTestForge,
  octokitOf,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';

describe('REST API', () => {
  let test: TestForge;
  let bruno: Octokit;

  beforeAll(async () => {
    test = await createTestForge();
    bruno = await test.as('bruno.lima');
  });
  afterAll(() => test.close());

  describe('git data', () => {
    const main = async () =>
      (await bruno.rest.git.getRef({ ...REPO, ref: 'heads/main' })).data.object
        .sha;

    it('makes a commit from a base tree: adds, changes and deletes, entries without a type', async () => {
      const sha = await main();
      const base = await bruno.rest.git.getCommit({ ...REPO, commit_sha: sha });
      const blob = await bruno.rest.git.createBlob({
        ...REPO,
        content: Buffer.from([0, 1, 2, 255]).toString('base64'),
        encoding: 'base64',
      });
      const { data: tree } = await bruno.rest.git.createTree({
        ...REPO,
        base_tree: base.data.tree.sha,
        tree: [
          { path: 'new/text.yaml', mode: '100644', content: 'é: 1\n' },
          { path: 'new/run.sh', mode: '100755', content: '#!/bin/sh\n' },
          { path: 'bin.dat', mode: '100644', sha: blob.data.sha },
          { path: 'README.md', mode: '100644', sha: null },
        ],
      });
      const { data: commit } = await bruno.rest.git.createCommit({
        ...REPO,
        message: 'Change a lot',
        tree: tree.sha,
        parents: [sha],
        author: {
          name: 'Ana',
          email: 'ana@example.org',
          date: '2026-02-03T04:05:06Z',
        },
      });
      expect(commit.author).toEqual({
        name: 'Ana',
        email: 'ana@example.org',
        date: '2026-02-03T04:05:06Z',
      });
      await bruno.rest.git.createRef({
        ...REPO,
        ref: 'refs/heads/data',
        sha: commit.sha,
      });
      const { data } = await bruno.rest.git.getTree({
        ...REPO,
        tree_sha: 'data',
        recursive: 'true',
      });
      expect(
        data.tree.filter(e => e.type === 'blob').map(e => [e.path, e.mode]),
      ).toEqual([
        ['bin.dat', '100644'],
        ['new/run.sh', '100755'],
        ['new/text.yaml', '100644'],
        ['tenants/payments/clusters/one.yaml', '100644'],
      ]);
      expect(data.tree.every(e => e.url?.startsWith(test.forge.apiUrl))).toBe(
        true,
      );
      const read = await bruno.rest.git.getBlob({
        ...REPO,
        file_sha: blob.data.sha,
      });
      expect([...Buffer.from(read.data.content, 'base64')]).toEqual([
        0, 1, 2, 255,
      ]);
    });

    it('refuses a ref update that is no fast-forward, unless forced', async () => {
      const sha = await main();
      const parent = await test.forge.commitFiles({
        ...REPO,
        branch: 'ff',
        files: { a: { content: '1' } },
        message: 'a',
        author: 'ana.souza',
      });
      await expect(
        bruno.rest.git.updateRef({ ...REPO, ref: 'heads/ff', sha }),
      ).rejects.toMatchObject({
        status: 422,
        response: { data: { message: 'Update is not a fast forward' } },
      });
      await bruno.rest.git.updateRef({
        ...REPO,
        ref: 'heads/ff',
        sha,
        force: true,
      });
      await bruno.rest.git.updateRef({ ...REPO, ref: 'heads/ff', sha: parent });
      const refs = await bruno.rest.git.listMatchingRefs({
        ...REPO,
        ref: 'heads/f',
      });
      expect(refs.data.map(r => [r.ref, r.object.sha])).toEqual([
        ['refs/heads/ff', parent],
      ]);
    });

    it.each([
      { reason: 'a path that climbs out', path: '../evil', mode: '100644' },
      { reason: 'an absolute path', path: '/etc/passwd', mode: '100644' },
      {
        reason: 'a path into .git',
        path: 'a/.GIT/hooks/update',
        mode: '100644',
      },
      { reason: 'an empty part', path: 'a//b', mode: '100644' },
      { reason: 'a mode git does not know', path: 'a', mode: '777777' },
    ])('refuses a tree with $reason', async ({ path, mode }) => {
      await expect(
        bruno.request('POST /repos/{owner}/{repo}/git/trees', {
          ...REPO,
          tree: [{ path, mode, content: 'x' }],
        } as never),
      ).rejects.toMatchObject({ status: 422 });
    });

    it('refuses to delete what is not there', async () => {
      await expect(
        bruno.rest.git.createTree({
          ...REPO,
          base_tree: await main(),
          tree: [{ path: 'gone', mode: '100644', sha: null }],
        }),
      ).rejects.toMatchObject({ status: 422 });
    });

    it.each([
      'refs/heads/a..b',
      'refs/heads/-x^',
      'refs/heads/a b',
      'refs/heads/x.lock',
      'heads/x',
      'refs/pull/1/head',
    ])('refuses the ref name %s', async ref => {
      await expect(
        bruno.rest.git.createRef({ ...REPO, ref, sha: await main() }),
      ).rejects.toMatchObject({ status: 422 });
    });

    it('answers 409 for the data of an empty repository', async () => {
      await test.forge.createRepository({ owner: 'acme', name: 'empty' });
      await expect(
        bruno.rest.git.getRef({
          owner: 'acme',
          repo: 'empty',
          ref: 'heads/main',
        }),
      ).rejects.toMatchObject({ status: 409 });
    });

    it('never lets a name be an option or a revision expression', async () => {
      for (const ref of [
        '--output=/tmp/x',
        'main~1',
        'main^{tree}',
        ':/Start',
        '@{-1}',
      ]) {
        await expect(
          bruno.rest.repos.getCommit({ ...REPO, ref }),
        ).rejects.toMatchObject({ status: 422 });
      }
    });
  });

  it('compares branches', async () => {
    await test.forge.commitFiles({
      ...REPO,
      branch: 'compare',
      files: {
        'tenants/payments/clusters/one.yaml': { content: 'a: 1\nb: 3\n' },
      },
      message: 'Change b',
      author: 'ana.souza',
    });
    const { data } = await bruno.rest.repos.compareCommitsWithBasehead({
      ...REPO,
      basehead: 'main...compare',
    });
    expect(data).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
      behind_by: 0,
      total_commits: 1,
    });
    expect(data.merge_base_commit.sha).toBe(data.base_commit.sha);
    expect(data.files).toMatchObject([
      {
        filename: 'tenants/payments/clusters/one.yaml',
        status: 'modified',
        patch: '@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3',
      },
    ]);
    const back = await bruno.rest.repos.compareCommitsWithBasehead({
      ...REPO,
      basehead: 'compare...main',
    });
    expect(back.data).toMatchObject({ status: 'behind', behind_by: 1 });
  });

  describe('who may do what', () => {
    it('answers 401 for a token nobody was given', async () => {
      await expect(
        octokitOf(test.forge, 'ghp_wrong').rest.users.getAuthenticated(),
      ).rejects.toMatchObject({
        status: 401,
        response: { data: { message: 'Bad credentials' } },
      });
    });

    it('answers 404, not 403, for a private repository without access', async () => {
      const davi = await test.as('davi.rocha');
      for (const octokit of [davi, octokitOf(test.forge)]) {
        await expect(octokit.rest.repos.get(REPO)).rejects.toMatchObject({
          status: 404,
        });
      }
    });

    it('answers 403 for what a reader may not do', async () => {
      await test.forge.createRepository({ owner: 'acme', name: 'open' });
      const davi = await test.as('davi.rocha');
      await davi.rest.repos.get({ owner: 'acme', repo: 'open' });
      await expect(
        davi.rest.repos.update({
          owner: 'acme',
          repo: 'open',
          description: 'x',
        }),
      ).rejects.toMatchObject({ status: 403 });
    });

    it('does not mind upper and lower case in names', async () => {
      const { data } = await bruno.rest.repos.get({
        owner: 'ACME',
        repo: 'Platform',
      });
      expect(data.full_name).toBe('acme/platform');
    });

    it.each(['token', 'Bearer', 'Basic'])(
      'takes a token as %s',
      async scheme => {
        const token = await test.forge.issueToken('bruno.lima');
        const value =
          scheme === 'Basic'
            ? Buffer.from(`any:${token}`).toString('base64')
            : token;
        const response = await fetch(`${test.forge.apiUrl}/user`, {
          headers: { authorization: `${scheme} ${value}` },
        });
        expect(await response.json()).toMatchObject({
          login: 'bruno.lima',
          type: 'User',
        });
      },
    );

    it('gives an app a token for an installation', async () => {
      const part = (value: object) =>
        Buffer.from(JSON.stringify(value)).toString('base64url');
      const jwt = `${part({ alg: 'RS256' })}.${part({
        iss: '7',
        exp: 4102444800,
      })}.c2ln`;
      const app = octokitOf(test.forge, jwt);
      const { data: list } = await app.rest.apps.listInstallations();
      const acme = list.find(
        i => i.account && 'login' in i.account && i.account.login === 'acme',
      );
      const { data } = await app.rest.apps.createInstallationAccessToken({
        installation_id: acme?.id ?? 0,
      });
      const installed = octokitOf(test.forge, data.token);
      const response = await installed.rest.repos.get(REPO);
      expect(response.data.permissions?.push).toBe(true);
      expect(response.headers['x-oauth-scopes']).toBeUndefined();
      const repositories =
        await installed.rest.apps.listReposAccessibleToInstallation();
      expect(repositories.data.repositories.map(r => r.name)).toContain(
        'platform',
      );
    });
  });

  describe('limits', () => {
    it('answers 304 to a known ETag, without counting it', async () => {
      const first = await bruno.rest.repos.get(REPO);
      const token = await test.forge.issueToken('bruno.lima');
      const again = await fetch(first.url, {
        headers: {
          authorization: `token ${token}`,
          'if-none-match': first.headers.etag ?? '',
        },
      });
      expect(again.status).toBe(304);
      expect(again.headers.get('x-ratelimit-remaining')).toBe(
        first.headers['x-ratelimit-remaining'],
      );
      const counted = await bruno.rest.repos.get(REPO);
      expect(Number(counted.headers['x-ratelimit-remaining'])).toBe(
        Number(first.headers['x-ratelimit-remaining']) - 1,
      );
    });

    it.each([
      { status: 403 as const, reason: 'the older answer' },
      { status: 429 as const, reason: 'the newer answer' },
    ])('plays a secondary limit with $status', async ({ status }) => {
      test.forge.limitRequests({
        kind: 'secondary',
        status,
        retryAfter: 3,
        count: 1,
      });
      await expect(bruno.rest.repos.get(REPO)).rejects.toMatchObject({
        status,
        response: {
          headers: { 'retry-after': '3' },
          data: { message: expect.stringContaining('secondary rate limit') },
        },
      });
      await bruno.rest.repos.get(REPO);
    });

    it('pages lists with Link headers that Octokit follows', async () => {
      const names = await bruno.paginate(
        bruno.rest.users.list,
        { per_page: 2 },
        r => r.data.map(u => u.login),
      );
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(
        expect.arrayContaining(['ana.souza', 'bruno.lima', 'carla.dias']),
      );
    });

    it.each([
      { reason: 'no JSON', body: '{', status: 400 },
      { reason: 'a list where an object belongs', body: '[]', status: 422 },
      {
        reason: 'a number for a title',
        body: '{"title":1,"head":"x","base":"main"}',
        status: 422,
      },
    ])('refuses a body that is $reason', async ({ body, status }) => {
      const token = await test.forge.issueToken('bruno.lima');
      const response = await fetch(
        `${test.forge.apiUrl}/repos/acme/platform/pulls`,
        {
          method: 'POST',
          body,
          headers: {
            authorization: `token ${token}`,
            'content-type': 'application/json',
          },
        },
      );
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({
        message: expect.any(String),
      });
    });
  });

  it('writes a file through the contents API, guarded by its sha', async () => {
    const file = { owner: 'acme', repo: 'notes', path: 'a/b.md' };
    await test.forge.createRepository({ owner: 'acme', name: 'notes' });
    const put = (content: string, sha?: string) =>
      bruno.rest.repos.createOrUpdateFileContents({
        ...file,
        message: 'Write',
        content: Buffer.from(content).toString('base64'),
        sha,
      });
    const first = await put('one\n');
    await expect(put('two\n')).rejects.toMatchObject({ status: 422 });
    await expect(put('two\n', '0'.repeat(40))).rejects.toMatchObject({
      status: 409,
    });
    await put('two\n', first.data.content?.sha);
    const { data } = await bruno.rest.repos.getContent({
      ...file,
      mediaType: { format: 'raw' },
    });
    expect(String(data)).toBe('two\n');
    const folder = await bruno.rest.repos.getContent({ ...file, path: 'a' });
    expect(folder.data).toMatchObject([
      { type: 'file', name: 'b.md', path: 'a/b.md' },
    ]);
    await expect(
      bruno.rest.repos.getContent({ ...file, path: '../../x' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('makes a repository in an organisation once', async () => {
    const create = () =>
      bruno.rest.repos.createInOrg({
        org: 'acme',
        name: 'made',
        visibility: 'private',
        auto_init: true,
      });
    expect((await create()).data).toMatchObject({
      private: true,
      default_branch: 'main',
    });
    await expect(create()).rejects.toMatchObject({
      status: 422,
      response: {
        data: {
          errors: [
            {
              resource: 'Repository',
              field: 'name',
              message: 'name already exists on this account',
            },
          ],
        },
      },
    });
    const davi = await test.as('davi.rocha');
    await expect(
      davi.rest.repos.createInOrg({ org: 'acme', name: 'x' }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it('answers the GraphQL query that finds the pull requests of a branch', async () => {
    const query = `query ($owner: String!, $repo: String!, $head: String!) {
      repository(name: $repo, owner: $owner) { ref(qualifiedName: $head) {
        associatedPullRequests(first: 1, states: OPEN) { edges { node { id number url } } } } } }`;
    expect(await bruno.graphql(query, { ...REPO, head: 'no-branch' })).toEqual({
      repository: { ref: null },
    });
    await test.forge.commitFiles({
      ...REPO,
      branch: 'gql',
      files: { q: { content: 'q' } },
      message: 'q',
      author: 'ana.souza',
    });
    const number = await test.forge.openPullRequest({
      ...REPO,
      title: 'Q',
      head: 'gql',
      author: 'ana.souza',
    });
    expect(await bruno.graphql(query, { ...REPO, head: 'gql' })).toMatchObject({
      repository: {
        ref: { associatedPullRequests: { edges: [{ node: { number } }] } },
      },
    });
  });

  it('answers what objects hold by GraphQL: text, no bytes of a binary file, null where there is nothing', async () => {
    await test.forge.commitFiles({
      ...REPO,
      branch: 'objects',
      files: {
        'a.txt': { content: 'á\n' },
        'b.bin': { content: Buffer.from([0, 1, 255]) },
      },
      message: 'Objects',
      author: 'ana.souza',
    });
    const fields = '{ ... on Blob { text isBinary isTruncated byteSize } }';
    const { repository } = await bruno.graphql<{
      repository: Record<string, unknown>;
    }>(
      `query ($owner: String!, $repo: String!) { repository(name: $repo, owner: $owner) {
        text: object(expression: "objects:a.txt") ${fields}
        bytes: object(expression: "objects:b.bin") ${fields}
        none: object(expression: "objects:c") ${fields}
        nowhere: object(expression: "no-branch:a.txt") ${fields}
        unknown: object(oid: "${'0'.repeat(40)}") ${fields}
        commit: object(expression: "objects") { oid ... on Commit { message } }
      } }`,
      REPO,
    );
    expect(repository).toMatchObject({
      text: { text: 'á\n', isBinary: false, isTruncated: false, byteSize: 3 },
      bytes: { text: null, isBinary: true },
      none: null,
      nowhere: null,
      unknown: null,
      commit: { message: expect.stringContaining('Objects') },
    });
  });
});
