import {
  type ActionLab,
  REPO,
  withFetch,
} from '../__testUtils__/createActionLab';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';

const claim = (name: string, cidr: string, more = '') =>
  `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
  namespace: payments
spec:
  network:
    cidr: ${cidr}
${more}`;

interface Wish {
  person: string;
  name: string;
  cidr: string;
  tenant?: string;
  more?: string;
}

/** Lets nobody go on before everybody has read where the branches are, as the repository is before any of them wrote. */
function startTogether(people: number) {
  let arrived = 0;
  let go: () => void = () => {};
  const all = new Promise<void>(resolve => {
    go = resolve;
  });
  const realFetch = global.fetch;
  return jest.spyOn(global, 'fetch').mockImplementation(async (input, init) => {
    const response = await realFetch(input, init);
    const isOpening =
      String(input).endsWith('/graphql') &&
      String(init?.body).includes('defaultBranchRef');
    if (isOpening && arrived < people) {
      arrived += 1;
      if (arrived === people) {
        go();
      }
      await all;
    }
    return response;
  });
}

describe('people who ask for the same at the same moment', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let open: ReturnType<typeof createOpenPullRequestAction>;

  beforeEach(async () => {
    workspace.clear();
    ({ lab } = await start());
    await lab.commit({ 'README.md': '# Platform\n' });
    open = createOpenPullRequestAction(lab.services);
  });

  const run = ({ person, name, cidr, tenant = 'payments', more }: Wish) => {
    const folder = `${person}-${tenant}-${name}`;
    const content = claim(name, cidr, more).replace('payments', tenant);
    workspace.addContent({
      [folder]: { [`tenants/${tenant}/clusters/${name}.yaml`]: content },
    });
    return lab.run(
      open,
      {
        hub: 'hub-eu',
        subject: `create/tenantcluster.platform.spokeport.dev/${tenant}/${name}`,
        title: `Request ${name}`,
        sourcePath: folder,
      },
      { person },
    );
  };

  /** Runs all at once; every one has found the repository as it was before any wrote. */
  async function race(wishes: Wish[]) {
    const spy = startTogether(wishes.length);
    const settled = await Promise.allSettled(wishes.map(run));
    spy.mockRestore();
    const won = settled.flatMap(result =>
      result.status === 'fulfilled' ? [result.value.output] : [],
    );
    const refusals = settled.flatMap(result =>
      result.status === 'rejected' ? [String(result.reason.message)] : [],
    );
    return { won, refusals };
  }

  async function pulls(of: 'open' | 'closed') {
    const octokit = await lab.as('bruno.lima');
    const { data } = await octokit.rest.pulls.list({ ...REPO, state: of });
    return data;
  }

  async function comments(number: number) {
    const octokit = await lab.as('bruno.lima');
    const { data } = await octokit.rest.issues.listComments({
      ...REPO,
      issue_number: number,
    });
    return data.map(({ body }) => body);
  }

  it('one gets the cluster, the other is told whose request it is and changes nothing in it', async () => {
    const file = 'tenants/payments/clusters/payments-prod.yaml';
    const { won, refusals } = await race([
      { person: 'ana.souza', name: 'payments-prod', cidr: '10.1.0.0/16' },
      { person: 'bruno.lima', name: 'payments-prod', cidr: '10.2.0.0/16' },
    ]);
    expect(won).toHaveLength(1);
    const [winner, loser] = /of user:default\/ana.souza asks/.test(refusals[0])
      ? ['10.1.0.0/16', 'bruno.lima']
      : ['10.2.0.0/16', 'ana.souza'];
    expect(refusals).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Pull request #1 of user:default/\\S+ asks for ${file} already: http.*/pull/1\\.`,
        ),
      ),
    ]);
    expect(refusals[0]).not.toContain(loser);
    const [pull, ...more] = await pulls('open');
    expect(more).toEqual([]);
    expect(await lab.read(file, pull.head.ref)).toContain(`cidr: ${winner}`);
    expect(pull.body).toContain(
      `Spokeport-Network: ${winner} platform.spokeport.dev/TenantCluster/payments/payments-prod`,
    );
  }, 60_000);

  it.each([
    {
      reason: 'blocks that overlap',
      wishes: ['a', 'b', 'c', 'd'].map((name, at) => ({
        person: at % 2 ? 'ana.souza' : 'bruno.lima',
        name: `payments-${name}`,
        cidr: `10.1.0.0/${16 + at}`,
      })),
      says: /10\.1\.0\.0\/\d+ overlaps 10\.1\.0\.0\/\d+ \(pull request #\d\)/,
    },
    {
      reason: 'one name in several tenants',
      wishes: ['payments', 'orders', 'ledger'].map((tenant, at) => ({
        person: 'ana.souza',
        tenant,
        name: 'shop',
        cidr: `10.${at}.0.0/16`,
      })),
      says: /it asks for the name shop, too \(pull request #\d\)/,
    },
  ])(
    'of $reason only the first stays open; the others say why, and are closed',
    async ({ wishes, says }) => {
      const { won, refusals } = await race(wishes);
      expect(won.map(({ pullRequestNumber }) => pullRequestNumber)).toEqual([
        1,
      ]);
      expect(refusals).toHaveLength(wishes.length - 1);
      expect((await pulls('open')).map(({ number }) => number)).toEqual([1]);
      const closed = await pulls('closed');
      expect(closed).toHaveLength(wishes.length - 1);
      for (const { number, html_url: url } of closed) {
        expect(await comments(number)).toEqual([expect.stringMatching(says)]);
        expect(refusals).toContainEqual(expect.stringContaining(url));
      }
    },
    120_000,
  );

  it('lets all through who ask for different names and blocks', async () => {
    const wishes = ['a', 'b', 'c'].map((name, at) => ({
      person: 'ana.souza',
      name,
      cidr: `10.${at}.0.0/16`,
    }));
    const { won, refusals } = await race(wishes);
    expect([won.length, refusals]).toEqual([3, []]);
    expect(await pulls('open')).toHaveLength(3);
  }, 60_000);

  it('does not let an open request take the block of another: it says so, and stays open for its reviewers', async () => {
    await run({ person: 'ana.souza', name: 'first', cidr: '10.1.0.0/16' });
    await run({ person: 'bruno.lima', name: 'second', cidr: '10.2.0.0/16' });
    await expect(
      run({ person: 'ana.souza', name: 'first', cidr: '10.2.0.0/16' }),
    ).rejects.toThrow('10.2.0.0/16 overlaps 10.2.0.0/16 (pull request #2)');
    expect(await comments(1)).toEqual([
      expect.stringContaining('It must not be merged as it is'),
    ]);
    expect(await pulls('open')).toHaveLength(2);
    const mended = await run({
      person: 'ana.souza',
      name: 'first',
      cidr: '10.3.0.0/16',
    });
    expect(mended.output.outcome).toBe('updated');
    const [, first] = await pulls('open');
    expect(first.body?.match(/^Spokeport-Network: .*$/gm)).toEqual([
      'Spokeport-Network: 10.3.0.0/16 platform.spokeport.dev/TenantCluster/payments/first',
    ]);
  }, 60_000);

  it('lets whoever was refused send the form again with another block', async () => {
    await run({ person: 'ana.souza', name: 'first', cidr: '10.1.0.0/16' });
    const second = { person: 'bruno.lima', name: 'second' };
    await expect(run({ ...second, cidr: '10.1.0.0/16' })).rejects.toThrow(
      'It was opened later, so it was closed',
    );
    const again = await run({ ...second, cidr: '10.2.0.0/16' });
    expect(again.output).toMatchObject({
      outcome: 'created',
      pullRequestNumber: 3,
    });
  }, 60_000);

  it('takes over what a run that was killed before its pull request left of somebody else', async () => {
    const wish = { name: 'left', cidr: '10.1.0.0/16' };
    const { result } = await withFetch(
      request => (request.endsWith('/git/refs') ? 'lose-answer' : 'send'),
      () => run({ ...wish, person: 'ana.souza' }),
    );
    expect(result.status).toBe('rejected');
    const taken = await run({
      ...wish,
      person: 'bruno.lima',
      more: '  size: large\n',
    });
    expect(taken.output).toMatchObject({
      outcome: 'created',
      pullRequestNumber: 1,
    });
    expect((await pulls('open'))[0].body).toContain('user:default/bruno.lima');
  }, 60_000);
});
