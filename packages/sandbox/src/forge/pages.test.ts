import {
  createTestForge,
  proposeChange,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';

/** A browser without scripts: keeps cookies, sends forms, follows redirects. */
class Visitor {
  readonly #forge: TestForge['forge'];
  #cookie = '';
  #token = '';
  status = 0;
  html = '';

  constructor(forge: TestForge['forge']) {
    this.#forge = forge;
  }

  async open(path: string, init: RequestInit = {}): Promise<string> {
    const response = await fetch(this.#forge.url + path, {
      ...init,
      redirect: 'manual',
      headers: {
        ...init.headers,
        ...(this.#cookie && { cookie: this.#cookie }),
      },
    });
    this.#cookie =
      response.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie;
    const location = response.headers.get('location');
    if (location) return this.open(location);
    this.status = response.status;
    this.html = await response.text();
    this.#token =
      /name="form_token"\s+value="([^"]+)"/.exec(this.html)?.[1] ?? this.#token;
    return this.html;
  }

  async submit(
    path: string,
    fields: Record<string, string>,
    token = this.#token,
  ): Promise<string> {
    return this.open(path, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, form_token: token }),
    });
  }

  async signIn(login: string): Promise<void> {
    await this.open('/_pages/sign-in');
    await this.submit('/_pages/sign-in', { login, next: '/' });
  }

  get pullState(): string | undefined {
    return /data-testid="pull-state"\s*>\s*(\w+)/.exec(this.html)?.[1];
  }

  /** The text of the page, tags and double spaces gone. */
  get text(): string {
    return this.html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  }
}

describe('pages', () => {
  let test: TestForge;
  let visitor: Visitor;

  beforeAll(async () => {
    test = await createTestForge();
    await test.forge.protectBranch({
      ...REPO,
      branch: 'main',
      requiredApprovals: 1,
    });
  });
  afterAll(() => test.close());
  beforeEach(() => {
    visitor = new Visitor(test.forge);
  });

  it('offers the sample people, and says what it is', async () => {
    await visitor.open('/_pages/sign-in');
    expect(visitor.text).toContain('Sign in as Bruno Lima');
    expect(visitor.text).toContain('not GitHub');
    expect(visitor.text).not.toContain('Sign in as Spokeport');
  });

  it('shows private repositories to those who may see them only', async () => {
    await visitor.open('/acme/platform');
    expect(visitor.status).toBe(404);
    await visitor.signIn('ana.souza');
    await visitor.open('/acme/platform');
    expect(visitor.status).toBe(200);
    expect(visitor.text).toContain('README.md');
    await visitor.open(
      '/acme/platform/blob/main/tenants/payments/clusters/one.yaml',
    );
    expect(visitor.text).toContain('b: 2');
    await visitor.open('/acme/platform/commits/main');
    expect(visitor.text).toContain('Start');
  });

  it('leads a pull request from review to merge and branch deletion', async () => {
    const number = await proposeChange(test, 'feature/page', {
      content: 'one <b>bold</b>\n',
    });
    const page = `/acme/platform/pull/${number}`;
    await visitor.signIn('bruno.lima');
    await visitor.open(page);
    expect(visitor.text).toContain('At least 1 approving review is required');
    expect(visitor.html).toMatch(
      /<button[^>]*disabled[^>]*>\s*Merge pull request/,
    );
    await visitor.open(`${page}/files`);
    expect(visitor.html).toContain('+one &lt;b&gt;bold&lt;/b&gt;');
    await visitor.open(`${page}.diff`);
    expect(visitor.html).toContain('\n+one <b>bold</b>\n');
    await visitor.open(page);
    await visitor.submit(`${page}/review`, { event: 'APPROVE', body: '' });
    expect(visitor.text).toContain('bruno.lima approved these changes');
    expect(visitor.text).toContain('This pull request can be merged');
    await visitor.submit(`${page}/merge`, { method: 'squash' });
    expect(visitor.pullState).toBe('Merged');
    await visitor.submit(`${page}/delete-branch`, {});
    expect(visitor.text).toContain('The branch feature/page was deleted');
    const { data } = await (
      await test.as('bruno.lima')
    ).rest.pulls.get({ ...REPO, pull_number: number });
    expect(data).toMatchObject({
      merged: true,
      merged_by: { login: 'bruno.lima' },
    });
  });

  it('refuses the author’s approval in a sentence', async () => {
    const number = await proposeChange(test, 'own', { author: 'ana.souza' });
    await visitor.signIn('ana.souza');
    await visitor.open(`/acme/platform/pull/${number}`);
    await visitor.submit(`/acme/platform/pull/${number}/review`, {
      event: 'APPROVE',
      body: '',
    });
    expect(visitor.status).toBe(422);
    expect(visitor.text).toContain('Can not approve your own pull request');
    await visitor.submit(`/acme/platform/pull/${number}/close`, {});
    expect(visitor.pullState).toBe('Closed');
    await visitor.submit(`/acme/platform/pull/${number}/reopen`, {});
    expect(visitor.pullState).toBe('Open');
  });

  it('names the files in conflict', async () => {
    const number = await proposeChange(test, 'clash', {
      path: 'README.md',
      content: '# A\n',
    });
    await test.forge.commitFiles({
      ...REPO,
      branch: 'main',
      files: { 'README.md': { content: '# B\n' } },
      message: 'B',
      author: 'bruno.lima',
    });
    await visitor.signIn('bruno.lima');
    await visitor.open(`/acme/platform/pull/${number}`);
    expect(visitor.text).toContain('Conflict in README.md');
  });

  it('shows hostile text as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const number = await proposeChange(test, 'evil', {
      author: 'ana.souza',
      path: `a/${evil}.txt`,
    });
    await (
      await test.as('ana.souza')
    ).rest.pulls.update({
      ...REPO,
      pull_number: number,
      title: evil,
      body: `${evil} [a](javascript:alert(1)) ![b](http://127.0.0.1/x) <script>alert(1)</script>`,
    });
    await visitor.signIn('bruno.lima');
    for (const tab of ['', '/files', '/commits']) {
      await visitor.open(`/acme/platform/pull/${number}${tab}`);
      expect(visitor.html).not.toMatch(/<img|<script|href="javascript/i);
    }
    await visitor.open(`/acme/platform/pulls`);
    expect(visitor.html).not.toContain('<img');
  });

  it.each([
    { reason: 'without its token', token: '' },
    { reason: 'with a token of somebody else', token: 'x'.repeat(43) },
  ])('refuses a form $reason', async ({ token }) => {
    const number = await proposeChange(test, `forged-${token.length}`);
    await visitor.signIn('bruno.lima');
    await visitor.open(`/acme/platform/pull/${number}`);
    await visitor.submit(`/acme/platform/pull/${number}/close`, {}, token);
    expect(visitor.status).toBe(403);
    await visitor.open(`/acme/platform/pull/${number}`);
    expect(visitor.pullState).toBe('Open');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
    'does not send people to %s after signing in',
    async next => {
      await visitor.open('/_pages/sign-in');
      await visitor.submit('/_pages/sign-in', { login: 'ana.souza', next });
      expect(visitor.text).toContain('Repositories');
    },
  );

  it.each([
    '/acme/platform/blob/main/../../../forge.json',
    '/acme/platform/blob/main/%2e%2e%2fforge.json',
    '/acme/platform/tree/nowhere',
    '/acme/platform/pull/constructor',
    '/acme/nothing',
    '/nobody',
  ])('answers 404 for %s', async path => {
    await visitor.signIn('bruno.lima');
    await visitor.open(path);
    expect(visitor.status).toBe(404);
    expect(visitor.html).not.toContain('secret');
  });

  it('lets no page run scripts or be framed', async () => {
    const response = await fetch(test.forge.url);
    expect(response.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    expect(response.headers.getSetCookie()[0]).toMatch(
      /HttpOnly; SameSite=Lax/,
    );
  });
});
