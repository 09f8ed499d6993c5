import { SENTENCES } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Blocker } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { computeCluster } from '../computeCluster';
import type { Sample } from '../__testUtils__/Sample';
import { argoCdCases } from './__testUtils__/argoCdCases';
import { argoCdLookalikes } from './__testUtils__/argoCdLookalikes';
import { cloudCases } from './__testUtils__/cloudCases';
import { cloudLookalikes } from './__testUtils__/cloudLookalikes';
import { crossplaneCases } from './__testUtils__/crossplaneCases';
import { crossplaneLookalikes } from './__testUtils__/crossplaneLookalikes';
import type { ExplainerCase } from './__testUtils__/ExplainerCase';
import { fluxCases } from './__testUtils__/fluxCases';
import { fluxLookalikes } from './__testUtils__/fluxLookalikes';
import { handoverCases } from './__testUtils__/handoverCases';
import { handoverLookalikes } from './__testUtils__/handoverLookalikes';
import { hubCases } from './__testUtils__/hubCases';
import { hubLookalikes } from './__testUtils__/hubLookalikes';
import type { Lookalike } from './__testUtils__/Lookalike';
import { removalCases } from './__testUtils__/removalCases';
import { removalLookalikes } from './__testUtils__/removalLookalikes';
import { requestCases } from './__testUtils__/requestCases';
import { requestLookalikes } from './__testUtils__/requestLookalikes';
import { saying } from './__testUtils__/situations';
import { BUILT_IN_EXPLAINERS } from './builtInExplainers';

/** Far enough after everything that all patience is over, and all before the hub is stale. */
const LATE = '2026-11-28T10:00:00Z';

const CASES: ExplainerCase[] = [
  ...requestCases,
  ...argoCdCases,
  ...fluxCases,
  ...cloudCases,
  ...crossplaneCases,
  ...handoverCases,
  ...removalCases,
  ...hubCases,
];

/** What must not be explained by the explainer that it looks like. */
const LOOKALIKES: Lookalike[] = [
  ...requestLookalikes,
  ...argoCdLookalikes,
  ...fluxLookalikes,
  ...cloudLookalikes,
  ...crossplaneLookalikes,
  ...handoverLookalikes,
  ...removalLookalikes,
  ...hubLookalikes,
];

/** Everything that the rules of journeys name, and the explainer that explains it. */
const NAMED: Record<string, string> = {
  'cloud access denied': 'access-denied',
  quota: 'quota',
  'invalid CIDR': 'invalid-cidr',
  'missing or broken ProviderConfig': 'provider-config',
  'no Composition': 'no-composition',
  'function fatal': 'function-fatal',
  'undeclared status field': 'undeclared-field',
  'children unready': 'children-unready',
  paused: 'paused',
  'immutable field': 'immutable-field',
  'downgrade refused': 'downgrade',
  'stuck finaliser': 'finaliser',
  'finaliser on an unreachable spoke': 'finaliser-unreachable',
  'Usage holds it': 'usage',
  'no Application covers this path': 'no-application',
  ComparisonError: 'comparison-error',
  SyncError: 'sync-failed',
  'sync window': 'sync-window',
  'AppProject denial': 'project-denied',
  'prune off': 'prune-off',
  'prune to be confirmed': 'prune-confirm',
  'OutOfSync without automation': 'sync-manual',
  'event written and no Workflow after N minutes': 'run-missing',
  'workflow step failed': 'step-failed',
  'waiting at a Suspend node': 'approval',
  'checks failed': 'checks-failed',
  'changes requested': 'changes-requested',
  'review missing': 'review-missing',
  conflict: 'conflict',
  draft: 'draft',
  'Flux suspended': 'flux-suspended',
  'Flux stalled': 'flux-stalled',
  'Flux dependency not ready': 'flux-dependency',
  'hub unreachable': 'hub-unreachable',
  'hub credentials expired': 'hub-credentials',
  'kind not watched': 'kind-not-watched',
};

const blockersOf = (
  sample: Sample,
  { cluster = 'prod', subject }: Pick<ExplainerCase, 'cluster' | 'subject'>,
): Blocker[] =>
  (subject ? computeCluster(subject, sample.input) : sample.view(cluster))
    .blockers;

/** All blockers when all patience is over; first looked at early, so that the clock knows since when. */
function lateBlockers(
  test: Pick<ExplainerCase, 'id' | 'sample' | 'cluster' | 'subject'>,
): Blocker[] {
  const sample = test.sample();
  blockersOf(sample, test);
  if (test.id.startsWith('hub-')) {
    sample.silentUntil(LATE);
  } else {
    sample.at(LATE);
  }
  return blockersOf(sample, test);
}

const lateBlocker = (test: ExplainerCase) =>
  lateBlockers(test).find(({ explainer }) => explainer === test.id);

describe('explainers', () => {
  it.each(CASES)('$id: $reason ($from)', test => {
    const blocker = lateBlocker(test);
    expect({
      title: blocker?.title.text,
      detail: blocker?.detail?.text,
      next: blocker?.nextStep?.text,
      actor: blocker?.actor.type,
      needsPerson: blocker?.needsPerson,
    }).toEqual({
      title: test.title,
      detail: test.detail,
      next: test.next,
      actor: test.actor,
      needsPerson: test.patience !== undefined,
    });
    expect(blocker?.evidence.length).toBeGreaterThan(0);
  });

  it.each(CASES.filter(({ patience }) => patience))(
    '$id asks for nobody before its patience is over: $reason',
    test => {
      const since = Date.parse(lateBlocker(test)?.since.at ?? '');
      expect(Number.isNaN(since)).toBe(false);
      const sample = test.sample();
      blockersOf(sample, test);
      const standing = (at: number) =>
        blockersOf(sample.at(new Date(at).toISOString()), test).find(
          ({ explainer }) => explainer === test.id,
        )?.needsPerson ?? false;
      expect(standing(since + test.patience! - 1_000)).toBe(false);
      expect(standing(since + test.patience!)).toBe(true);
    },
  );

  it.each(CASES.filter(({ patience }) => patience === 0))(
    '$id asks for somebody at once: $reason',
    test => {
      const sample = test.sample();
      const early = blockersOf(sample, test).find(
        ({ explainer }) => explainer === test.id,
      );
      // A hub is silent only after its limit.
      expect(early?.needsPerson ?? test.id.startsWith('hub-')).toBe(true);
    },
  );

  it.each(LOOKALIKES)('$id does not explain $reason', test => {
    expect(lateBlockers(test).map(({ explainer }) => explainer)).not.toContain(
      test.id,
    );
  });
});

describe('what is explained', () => {
  const ids = BUILT_IN_EXPLAINERS.map(({ id }) => id);

  it.each(Object.entries(NAMED))('%s, by %s', (_, id) => {
    expect(ids).toContain(id);
  });

  it.each(ids)('%s has a case, a next step and a lookalike', id => {
    const cases = CASES.filter(test => test.id === id);
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.filter(({ next, from }) => !next || !from)).toEqual([]);
    expect(LOOKALIKES.filter(test => test.id === id).length).toBeGreaterThan(0);
  });

  it('says nothing that no case has shown', () => {
    const shown = new Set(
      CASES.flatMap(test => {
        const { title, detail, nextStep } = lateBlocker(test) ?? {};
        return [title?.id, detail?.id, nextStep?.id];
      }),
    );
    const unshown = Object.keys(SENTENCES).filter(
      id =>
        id.startsWith('blocker.') &&
        !id.startsWith('blocker.quoted.') &&
        !shown.has(id),
    );
    expect(unshown).toEqual([]);
  });
});

describe('what no explainer knows', () => {
  it('is quoted as it is, as text', () => {
    const message = 'flux capacitor: <b>out of plutonium</b>';
    const [blocker] = saying(message)().at(LATE).view('prod').blockers;
    expect(blocker).toMatchObject({
      explainer: 'quoted',
      title: { text: `Role node-role: ${message}` },
      quote: message,
    });
  });

  it('is shortened', () => {
    const message = `long ${'x'.repeat(2_000)}`;
    const [blocker] = saying(message)().at(LATE).view('prod').blockers;
    expect(blocker.quote?.length).toBeLessThanOrEqual(300);
  });
});
