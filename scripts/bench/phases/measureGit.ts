import type { Figure } from '../Figure.ts';
import type { SeenRequest } from '../git/ForgeGate.ts';
import type { PlatformClone } from '../git/PlatformClone.ts';
import type { TaskEnd } from '../git/PortalPerson.ts';
import { REQUEST, RequestLab } from '../git/RequestLab.ts';
import { median, percentile } from '../statistics.ts';

/** Requests that one proposal of so many new files may cost. */
const LIMITS = [
  { files: 5, limit: 8 },
  { files: 200, limit: 12 },
];
/** How many of what are measured. */
const COUNTS = { sequential: 30, previews: 20, concurrent: 100 };
/** Tasks that the scaffolder runs at once, by its default: so many requests can be on their way when a refusal comes. */
const AT_ONCE = 10;
/** While a hundred tasks run, they are looked at less often. */
const LOOK_MS = 250;

/** Writes, as GitHub counts them: a GraphQL query is none. */
const isWrite = ({ method, path }: SeenRequest) =>
  method !== 'GET' && !path.endsWith('/graphql');

/** What only the tracker reads: how each open request stands. */
const isFollowing = (path: string) =>
  /\/pulls\/\d+|\/check-runs|\/status(\?|$)|\/commits\?/.test(path);

const values = (name: string, block: number) => ({
  hub: 'hub-eu',
  tenant: 'payments',
  name,
  environment: 'dev',
  region: 'eu-west-1',
  kubernetesVersion: '1.34',
  size: 'small',
  cidr: `10.${block}.0.0/16`,
  members: ['ana.souza'],
  addons: ['metrics-server'],
});

/** What requests cost on the forge and how long they take, on a portal with its sandbox: real scaffolder, real Git. */
export async function measureGit(options: {
  folder: string;
  say: (text: string) => void;
  counts?: typeof COUNTS;
}): Promise<Figure[]> {
  const { folder, say, counts = COUNTS } = options;
  say('Starting a portal with its sandbox …');
  const lab = await RequestLab.open({
    folder,
    files: LIMITS.map(({ files }) => files),
  });
  try {
    say('Proposals of 5 and 200 files, by ours and by the stock action …');
    const calls = await measureCalls(lab);
    say(`${counts.sequential} requests, one after the other …`);
    const times = await measureTimes(lab, counts);
    say(`${counts.concurrent} requests at once, while the forge refuses …`);
    return [
      ...calls,
      ...times,
      ...(await measureCrowd(lab, counts.concurrent)),
    ];
  } finally {
    await lab.close();
  }
}

async function measureCalls(lab: RequestLab): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { files, limit } of LIMITS) {
    const propose = (subject: string, stock: boolean) =>
      lab.propose({ files, subject, stock });
    const fresh = await propose(`ours-${files}`, false);
    const again = await propose(`ours-${files}`, false);
    const stock = await propose(`stock-${files}`, true);
    figures.push(
      {
        id: `git.calls.${files}`,
        title: `GitHub calls of a request of ${files} files`,
        value: fresh.requests.length,
        unit: '',
        target: limit,
        note: `new text files with reviewers, ${fresh.outcome}; publish:github:pull-request in the same run: ${stock.requests.length}`,
      },
      {
        id: `git.rerun.writes.${files}`,
        title: `Writes of a re-run, ${files} files`,
        value: again.requests.filter(isWrite).length,
        unit: '',
        target: 0,
        note: `${again.outcome}, ${again.requests.length} calls`,
      },
    );
  }
  return figures;
}

async function measureTimes(
  lab: RequestLab,
  { sequential, previews: previewed }: typeof COUNTS,
): Promise<Figure[]> {
  const times: number[] = [];
  const previews: number[] = [];
  // The first task of a portal compiles templates and opens connections.
  await lab.ana.send(REQUEST, values('payments-warm', 99));
  for (let at = 0; at < sequential; at++) {
    const one = values(`payments-one-${at}`, 100 + at);
    if (at < previewed) {
      previews.push(await lab.ana.preview(REQUEST, one));
    }
    const { ms, output } = await lab.ana.send(REQUEST, one);
    if (!output.links?.some(({ url }) => url?.includes('/pull/'))) {
      throw new Error(`the task of ${one.name} shows no pull request`);
    }
    times.push(ms);
  }
  const spread = (all: number[]) =>
    `p50 ${Math.round(median(all))} ms, highest ${Math.round(
      Math.max(...all),
    )} ms`;
  return [
    {
      id: 'git.open.p95',
      title: 'Form sent → pull request open, p95',
      value: percentile(times, 95) / 1_000,
      unit: 's',
      target: 3,
      note: `${sequential} requests of a cluster, until the task has ended; ${spread(
        times,
      )}`,
    },
    {
      id: 'git.preview.p95',
      title: 'Preview of a form, p95',
      value: percentile(previews, 95) / 1_000,
      unit: 's',
      note: `${previewed} previews of the same forms; ${spread(previews)}`,
    },
  ];
}

/** What became of the request for a cluster, which its task says is this pull request. */
async function judge(
  clone: PlatformClone,
  name: string,
  number: number | undefined,
): Promise<'lost' | 'mixed' | 'right'> {
  const commits = clone.branches(`/${name}`);
  const commit = number && clone.pullRequest(number);
  if (commits.length !== 1 || !commit) {
    return 'lost';
  }
  const path = `tenants/payments/clusters/${name}.yaml`;
  const changes = await clone.changes(commit);
  const right =
    commits[0] === commit &&
    changes.length === 1 &&
    changes[0] === path &&
    (await clone.read(commit, path)).includes(`name: "${name}"`);
  return right ? 'right' : 'mixed';
}

const numberOf = ({ output }: TaskEnd): number | undefined => {
  const [, number] =
    output.links
      ?.map(({ url }) => /\/pull\/(\d+)$/.exec(url ?? ''))
      .find(found => found) ?? [];
  return number ? Number(number) : undefined;
};

/** A hundred people at once; in the middle of it the forge asks for a pause, twice and in both ways. */
async function measureCrowd(
  lab: RequestLab,
  concurrent: number,
): Promise<Figure[]> {
  const names = Array.from(
    { length: concurrent },
    (_, at) => `payments-c${at}`,
  );
  const begun = performance.now();
  lab.gate.throttle({ status: 429, retryAfter: 2 });
  const running = names.map((name, at) =>
    lab.ana.send(REQUEST, values(name, 130 + at), LOOK_MS),
  );
  const half = Math.floor(concurrent / 2);
  running[half].then(
    () => lab.gate.throttle({ status: 403, retryAfter: 2 }),
    () => {},
  );
  const ended = await Promise.allSettled(running);
  const seconds = (performance.now() - begun) / 1_000;
  const failed = ended.filter(one => one.status === 'rejected');
  const numbers = ended.map(one =>
    one.status === 'fulfilled' ? numberOf(one.value) : undefined,
  );
  const clone = await lab.clone();
  const found = await Promise.all(
    names.map((name, at) => judge(clone, name, numbers[at])),
  );
  const opened = new Set(numbers.filter(Boolean)).size;
  const early = lab.gate.early.filter(({ path }) => !isFollowing(path));
  const count = (what: (typeof found)[number]) =>
    found.filter(one => one === what).length;
  const why = failed
    .slice(0, 1)
    .map(({ reason }: PromiseRejectedResult) => `; ${reason}`);
  return [
    {
      id: 'git.crowd.lost',
      title: `Lost of ${concurrent} requests at once`,
      value: count('lost'),
      unit: '',
      target: 0,
      note: `${opened} pull requests in ${seconds.toFixed(
        1,
      )} s, ${AT_ONCE} tasks at a time; ${failed.length} tasks failed${why}`,
    },
    {
      id: 'git.crowd.mixed',
      title: 'Mixed up among them',
      value: count('mixed'),
      unit: '',
      target: 0,
      note: 'pull requests with another branch, file or content than was asked for',
    },
    {
      id: 'git.crowd.early',
      title: 'Calls of requests in a pause that the forge asked for',
      value: early.length,
      unit: '',
      target: 2 * AT_ONCE,
      note: `${
        lab.gate.pauses
      } pauses of 2 s, by 429 and by 403 with Retry-After; what ${AT_ONCE} tasks had on its way already, and nothing more; besides these ${
        lab.gate.early.length - early.length
      } of the tracker, which follows what is open`,
    },
  ];
}
