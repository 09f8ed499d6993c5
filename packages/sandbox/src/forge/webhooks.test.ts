import { createHmac } from 'node:crypto';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  createTestForge,
  proposeChange,
  REPO,
  TestForge,
} from './__testUtils__/createTestForge';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  payload: Record<string, unknown>;
}

const SECRET = 'a-secret';

describe('webhooks', () => {
  let test: TestForge;
  let server: Server;
  let url: string;
  let received: Received[];

  beforeAll(async () => {
    test = await createTestForge();
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        received.push({
          headers: request.headers,
          body,
          payload: JSON.parse(body),
        });
        response.statusCode = 202;
        response.end();
      });
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    received = [];
    await test.forge.addWebhook({
      ...REPO,
      url,
      secret: SECRET,
      events: ['*'],
    });
    await test.forge.webhooksSettled();
  });
  beforeEach(() => {
    received = [];
  });
  afterAll(async () => {
    await test.close();
    await new Promise(done => {
      server.close(done);
    });
  });

  const events = async () => {
    await test.forge.webhooksSettled();
    return received.map(({ headers, payload }) =>
      [headers['x-github-event'], payload.action].filter(Boolean).join(' '),
    );
  };

  it('signs each delivery', async () => {
    await test.forge.commitFiles({
      ...REPO,
      branch: 'main',
      files: { signed: { content: 'é' } },
      message: 'Signed é',
      author: 'ana.souza',
    });
    expect(await events()).toEqual(['push']);
    const [{ headers, body, payload }] = received;
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    expect(headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
    expect(headers['x-github-delivery']).toMatch(/^[0-9a-f-]{36}$/);
    expect(payload).toMatchObject({
      ref: 'refs/heads/main',
      created: false,
      forced: false,
      commits: [{ message: 'Signed é', added: ['signed'] }],
      repository: {
        full_name: 'acme/platform',
        html_url: `${test.forge.url}/acme/platform`,
      },
      sender: { login: 'ana.souza' },
    });
  });

  it('tells the life of a pull request', async () => {
    const bruno = await test.as('bruno.lima');
    const pull_number = await proposeChange(test, 'told');
    expect(await events()).toEqual(['create', 'push', 'pull_request opened']);
    received = [];
    await test.forge.commitFiles({
      ...REPO,
      branch: 'told',
      files: { more: { content: 'm' } },
      message: 'More',
      author: 'ana.souza',
    });
    expect(await events()).toEqual(['push', 'pull_request synchronize']);
    received = [];
    await bruno.rest.pulls.update({ ...REPO, pull_number, title: 'Other' });
    await bruno.rest.pulls.update({ ...REPO, pull_number, state: 'closed' });
    await bruno.rest.pulls.update({ ...REPO, pull_number, state: 'open' });
    await bruno.rest.pulls.createReview({
      ...REPO,
      pull_number,
      event: 'APPROVE',
    });
    const { data } = await bruno.rest.pulls.get({ ...REPO, pull_number });
    await bruno.rest.checks.create({
      ...REPO,
      name: 'ci',
      head_sha: data.head.sha,
      conclusion: 'success',
    });
    await bruno.rest.repos.createCommitStatus({
      ...REPO,
      sha: data.head.sha,
      state: 'success',
    });
    await bruno.rest.pulls.merge({ ...REPO, pull_number });
    expect(await events()).toEqual([
      'pull_request edited',
      'pull_request closed',
      'pull_request reopened',
      'pull_request_review submitted',
      'check_run created',
      'check_run completed',
      'status',
      'push',
      'pull_request closed',
    ]);
    expect(received.at(-1)?.payload).toMatchObject({
      number: pull_number,
      pull_request: {
        merged: true,
        merge_commit_sha: expect.any(String),
        number: pull_number,
      },
      sender: { login: 'bruno.lima' },
    });
    expect(received[0].payload).toMatchObject({
      changes: { title: { from: 'Change told' } },
    });
  });

  it('tells of a push by git as of one by the API', async () => {
    const number = await proposeChange(test, 'by-git');
    await test.forge.webhooksSettled();
    const folder = await test.folder();
    await test.git(
      folder,
      'clone',
      '-q',
      '-b',
      'by-git',
      await test.cloneUrl('ana.souza'),
      '.',
    );
    await test.git(
      folder,
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.org',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'Empty',
    );
    received = [];
    await test.git(folder, 'push', '-q');
    expect(await events()).toEqual(['push', 'pull_request synchronize']);
    expect(received[1].payload).toMatchObject({
      number,
      sender: { login: 'ana.souza' },
    });
  });

  it('marks a draft as ready', async () => {
    const pull_number = await proposeChange(test, 'drafted', { draft: true });
    await test.forge.webhooksSettled();
    received = [];
    const bruno = await test.as('bruno.lima');
    const { data } = await bruno.rest.pulls.get({ ...REPO, pull_number });
    expect(data).toMatchObject({ draft: true, mergeable_state: 'draft' });
    await bruno.graphql(
      'mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { isDraft } } }',
      { id: data.node_id },
    );
    expect(await events()).toEqual(['pull_request ready_for_review']);
  });

  it('keeps what came of each delivery, never shows the secret, and delivers again', async () => {
    const bruno = await test.as('bruno.lima');
    const { data: hooks } = await bruno.rest.repos.listWebhooks(REPO);
    expect(hooks).toMatchObject([{ config: { url, secret: '********' } }]);
    const hook_id = hooks[0].id;
    await bruno.rest.repos.pingWebhook({ ...REPO, hook_id });
    expect(await events()).toEqual(['ping']);
    const { data: deliveries } = await bruno.rest.repos.listWebhookDeliveries({
      ...REPO,
      hook_id,
    });
    expect(deliveries[0]).toMatchObject({ event: 'ping', status_code: 202 });
    await bruno.rest.repos.redeliverWebhookDelivery({
      ...REPO,
      hook_id,
      delivery_id: deliveries[0].id,
    });
    expect(await events()).toEqual(['ping', 'ping']);
    expect(JSON.stringify(test.forge.webhookDeliveries())).not.toContain(
      SECRET,
    );
  });

  it('goes on when nobody listens', async () => {
    await test.forge.createRepository({ owner: 'acme', name: 'deaf' });
    await test.forge.addWebhook({
      owner: 'acme',
      repo: 'deaf',
      url: 'http://127.0.0.1:1/',
      events: ['push'],
    });
    await test.forge.webhooksSettled();
    const deaf = test.forge.webhookDeliveries().find(d => d.statusCode === 0);
    expect(deaf).toMatchObject({
      event: 'ping',
      status: 'failed to connect to host',
    });
  });
});
