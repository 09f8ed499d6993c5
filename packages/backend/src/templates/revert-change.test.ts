import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

const TEMPLATE = 'revert-change';
const FILE = 'tenants/payments/clusters/payments-dev.yaml';
const SIZE_LINE = '  size: "small"';

let lab: TemplateLab;
let before: string;
/** A merged change of the size, which others added to since. */
let merged: number;
/** A merged request for a cluster. */
let created: number;
/** A request that is still open. */
let open: number;

const size = () => lab.claim('payments', 'payments-dev')?.spec.size;

beforeAll(async () => {
  lab = await startTemplateLab({
    history: ['payments-prod', 'payments-dev', 'payments-stage'],
  });
  before = (await lab.read(FILE))!;
  const change = await lab.run(
    'change-tenant-cluster',
    { cluster: 'hub-eu/payments/payments-dev', size: 'large' },
    'ana.souza',
  );
  merged = change.pullRequest!;
  await lab.merge(merged);
  await lab.until('the change is there', () => size() === 'large');
  await lab.commit({ [FILE]: `# Since then.\n${(await lab.read(FILE))!}` });
  const pulls = await lab.pulls();
  const titled = (title: string) =>
    pulls.find(pull => pull.title === title)!.number;
  created = titled('Request cluster payments-prod for payments');
  open = titled('Request cluster payments-stage for payments');
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const ask = (pullRequest: unknown, person = 'ana.souza') =>
  lab.run(
    TEMPLATE,
    { hub: 'hub-eu', pullRequest, reason: 'Too dear.' },
    person,
  );

describe('revert-change', () => {
  it('takes back those lines and no others, up to the hub', async () => {
    const run = await ask(
      `${lab.forge.url}/acme/platform/pull/${merged}/files`,
    );
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    const number = run.pullRequest!;
    expect(await lab.diff(number)).toBe(
      [
        `modified ${FILE}`,
        `-${SIZE_LINE.replace('small', 'large')}`,
        `+${SIZE_LINE}`,
      ].join('\n'),
    );
    const { head, title, body } = await lab.pull(number);
    expect(await lab.read(FILE, head.sha)).toBe(`# Since then.\n${before}`);
    expect(title).toBe('Revert "Change cluster payments-dev of payments"');
    expect(body).toContain(`Reverts acme/platform#${merged}.\n\nToo dear.\n`);
    const again = await ask(`#${merged}`);
    expect(again.pullRequest).toBe(number);
    expect(again.output.text).toMatchObject([
      { content: 'The open pull request takes it back already.' },
    ]);

    await lab.merge(number);
    await lab.until('the change is undone', () => size() === 'small');
    const done = await ask(String(merged));
    expect(done).toMatchObject({ status: 'completed', error: undefined });
    expect(done.pullRequest).toBeUndefined();
    expect(done.output.text).toMatchObject([
      { content: expect.stringContaining('No pull request was opened') },
    ]);
  });

  it('takes a cluster back only for who may remove it', async () => {
    const refused = await ask(created);
    expect(refused).toMatchObject({ status: 'refused' });
    const denied = await ask(String(created));
    expect(denied.status).toBe('failed');
    expect(denied.error).toMatch(
      /You may not propose the removal of TenantCluster payments\/payments-prod/,
    );
    const run = await ask(String(created), 'bruno.lima');
    expect(run).toMatchObject({ status: 'completed', error: undefined });
    const changes = await lab.changes(run.pullRequest!);
    expect(changes.map(({ filename, status }) => [filename, status])).toEqual([
      ['tenants/payments/clusters/payments-prod.yaml', 'removed'],
    ]);
  });

  it.each([
    {
      reason: 'what is still open',
      pullRequest: () => String(open),
      error: /Only what is merged can be undone; pull request #\d+ is open/,
    },
    {
      reason: 'a pull request of another repository',
      pullRequest: () => `${lab.forge.url}/acme/payments-deploy/pull/1`,
      error: /is no pull request of acme\/platform/,
    },
    {
      reason: 'one that is none',
      pullRequest: () => '999',
      error: /999/,
    },
    {
      reason: "another tenant's change",
      pullRequest: () => String(created),
      person: 'davi.rocha',
      error: /concerns only tenants that you belong to/,
    },
  ])('refuses $reason', async ({ pullRequest, person, error }) => {
    const run = await ask(pullRequest(), person);
    expect(run.status).toBe('failed');
    expect(run.error).toMatch(error);
    expect(run.pullRequest).toBeUndefined();
  });

  it.each(['', 'main', '0', 'https://example.org/acme/platform/issues/3'])(
    'knows in the form that %p is no pull request',
    async value => {
      const run = await ask(value);
      expect(run.status).toBe('refused');
      expect(run.error).toMatch(/pullRequest.*pattern/);
    },
  );
});
