import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mergedRequestFor } from './__testUtils__/requestFor';
import { Sample, stageStates } from './__testUtils__/Sample';
import type { WireObject } from './__testUtils__/Sample';
import type { ClusterView } from './types';

const SHOP = {
  group: 'platform.example.org',
  namespace: 'team-a',
  path: 'clusters/shop-7044.yaml',
};

/** The watch events of a whole run of real controllers, in the order the API server gave them. */
const events: { type: string; object: WireObject }[] = readFileSync(
  resolve(__dirname, '__fixtures__/run.ndjson'),
  'utf8',
)
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line));

function replay(
  sample: Sample,
  onEvent: (view: ClusterView | undefined, event: (typeof events)[0]) => void,
) {
  for (const event of events) {
    if (event.type === 'DELETED') {
      sample.delete(event.object);
    } else {
      sample.put(event.object);
    }
    const views = sample.views();
    onEvent(
      views.find(({ summary }) => summary.ref.name === 'shop-7044'),
      event,
    );
  }
}

const merged = () =>
  mergedRequestFor('shop-7044', {
    request: {
      url: 'http://127.0.0.1:16404/tenants/pull/7',
      repository: 'tenants',
      number: 7,
      // The commit that Argo CD recorded as applied.
      mergeCommit: '718ef8535c56af2e1bbfaa76880a688295992fdc',
    },
    change: SHOP,
  });

const ORDER = [
  'requested',
  'reviewed',
  'synced',
  'provisioned',
  'verified',
  'connected',
  'delivering',
];

/** One line for each different state that a replay goes through: the cluster's state, then its stages'. */
function lines(view: ClusterView | undefined): string {
  if (!view) {
    return 'gone';
  }
  const states = stageStates(view);
  const names = ORDER.every(name => name in states)
    ? ORDER
    : Object.keys(states);
  return `${view.summary.state}: ${names
    .map(name => `${name} ${states[name]}`)
    .join(', ')}`;
}

describe('a recorded run', () => {
  it('goes through the stages in the order in which they happened', () => {
    const sample = new Sample('2026-11-21T10:01:00Z');
    sample.requests.set(merged());
    const steps: string[] = [];
    replay(sample, view => {
      if (steps.at(-1) !== lines(view)) {
        steps.push(lines(view));
      }
    });
    const start = 'requested done, reviewed done';
    expect(steps).toEqual([
      `Requested: ${start}, synced active, provisioned waiting, verified skipped, connected waiting, delivering waiting`,
      `Provisioning: ${start}, synced active, provisioned active, verified skipped, connected waiting, delivering waiting`,
      `Provisioning: ${start}, synced done, provisioned active, verified skipped, connected waiting, delivering waiting`,
      `Provisioning: ${start}, synced done, provisioned active, verified skipped, connected active, delivering waiting`,
      // The workflow succeeded one second before the claim turned Ready.
      `Provisioning: ${start}, synced done, provisioned active, verified skipped, connected done, delivering unknown`,
      `Ready: ${start}, synced done, provisioned done, verified skipped, connected done, delivering unknown`,
      // It was never registered by a secret that could be seen, and nothing was delivered to it. What follows on its removal
      // is told by the engine, which remembers what the claim owned.
      'Removing: requested skipped, reviewed skipped, drained skipped, pruned done, deprovisioned active, deregistered skipped',
      'gone',
    ]);
  });

  it('knows more and more resources, and more and more of them are ready', () => {
    const sample = new Sample('2026-11-21T10:01:00Z');
    const progress: string[] = [];
    replay(sample, view => {
      const { ready, known } = view?.progress ?? { ready: 0, known: 0 };
      const line = `${ready}/${known}`;
      if (view?.journey?.kind === 'create' && progress.at(-1) !== line) {
        progress.push(line);
      }
    });
    expect(progress).toEqual([
      '0/0',
      '0/1',
      '0/2',
      '1/2',
      '1/3',
      '2/3',
      '3/3',
      '3/4',
      '4/4',
    ]);
  });

  it('never lasts less than no time, although its stages overlap', () => {
    const sample = new Sample('2026-11-21T10:01:00Z');
    sample.requests.set(merged());
    replay(sample, view => {
      for (const { durationSeconds } of view?.journey?.stages ?? []) {
        expect(durationSeconds ?? 0).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('gives the same view for the same objects, and another revision only when something shown changes', () => {
    const sample = new Sample('2026-11-21T10:01:00Z');
    let last: { revision: string; shown: string } | undefined;
    replay(sample, view => {
      if (!view) {
        return;
      }
      const { revision, ...summary } = view.summary;
      const shown = JSON.stringify({
        ...view,
        resources: view.resources,
        summary,
        detail: { ...view.detail, cluster: undefined },
      });
      expect(shown === last?.shown).toBe(revision === last?.revision);
      last = { revision, shown };
    });
  });
});
