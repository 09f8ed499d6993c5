import { clusterWith } from '../__testUtils__/clusterWith';
import {
  applicationObject,
  compositeObject,
  CREATING,
  failed,
  entryOf,
  eventObject,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  warningObject,
  workflowObject,
} from '../__testUtils__/objects';
import type { WireObject } from '../__testUtils__/Sample';
import { mergedRequestFor } from '../__testUtils__/requestFor';
import { createJourneyEngine } from '../createJourneyEngine';

const PARTS = Array.from({ length: 12 }, (_, index) => `part-${index}`);

/** Park and Miller's generator: the same steps for the same seed. */
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** A cluster of which resources fail, recover, are warned about, come and go. */
function start(seed: number) {
  const random = randomOf(seed);
  const made = new Map<string, WireObject>();
  let version = 0;
  const make = (step: string, message?: string) => {
    const object = managedObject(
      'Role',
      step,
      message ? [failed(message), READY] : [SYNCED, READY],
      { uid: made.get(step)?.metadata.uid ?? `uid-${step}-${(version += 1)}` },
    );
    made.set(step, object);
    return object;
  };
  const first = PARTS.slice(0, 8).map(step => make(step));
  const { sample, claim, composite } = clusterWith(first, {
    composite: { uid: 'xr' },
  });
  const deliver = (sync: string, health: string) =>
    sample.put(
      applicationObject('prod-metrics', {
        metadata: { labels: { 'spokeport.dev/addon': 'metrics' } },
        spec: { destination: { server: 'https://prod.example.org' } },
        status: { sync: { status: sync }, health: { status: health } },
      }),
    );
  const apply = (status: string) =>
    sample.put(
      applicationObject('tenant-payments', {
        status: {
          sync: { status, revision: 'a'.repeat(40) },
          resources: [entryOf(claim, status)],
        },
      }),
    );
  const handOver = (phase: string) =>
    sample.put(
      workflowObject('handover-prod', {
        phase,
        labels: { 'spokeport.dev/claim-uid': claim.metadata.uid },
      }),
    );
  sample.requests.set(mergedRequestFor('prod'));
  sample.put(secretObject('prod'), eventObject(composite));
  apply('Synced');
  handOver('Succeeded');
  deliver('Synced', 'Healthy');
  const engine = createJourneyEngine({
    ...sample.input,
    now: () => sample.now,
  });
  const anyPart = () => PARTS[random(PARTS.length)];
  const anyMade = () => [...made.keys()][random(made.size)];
  const compose = () =>
    sample.put(
      compositeObject('prod-x1', [...made.values()], {
        claim: 'prod',
        uid: 'xr',
        conditions: [
          random(3) ? SYNCED : failed('cannot compose'),
          random(2) ? READY : CREATING,
        ],
      }),
    );
  const steps: (() => unknown)[] = [
    () => sample.put(make(anyMade(), `no access (${random(3)})`)),
    () => sample.put(make(anyMade())),
    () =>
      sample.put(
        warningObject(made.get(anyMade())!, {
          reason: `Cannot${random(2)}`,
          message: `it cannot (${random(4)})`,
        }),
      ),
    () => {
      const step = anyMade();
      if (made.size > 2) {
        sample.delete(made.get(step)!);
        made.delete(step);
      }
    },
    () => {
      sample.put(make(anyPart()));
      compose();
    },
    compose,
    // Whatever is judged again when its time has come, or when something beside the tree moves.
    () => sample.at(new Date(sample.now + random(20) * 60_000).toISOString()),
    () => deliver(random(2) ? 'Synced' : 'OutOfSync', 'Healthy'),
    () => deliver('Synced', random(2) ? 'Degraded' : 'Progressing'),
    () => apply(random(2) ? 'Synced' : 'OutOfSync'),
    () => handOver(random(2) ? 'Running' : 'Succeeded'),
  ];
  return { sample, engine, step: () => steps[random(steps.length)]() };
}

it.each([1, 2, 3, 4, 5])(
  'is, whatever changes of it one by one, as if it were computed anew (seed %i)',
  seed => {
    const { sample, engine, step } = start(seed);
    for (let count = 0; count < 80; count++) {
      // One alone is judged by what moved of it; several are judged together.
      for (let steps = count % 3; steps >= 0; steps--) {
        step();
      }
      engine.flush();
      const [view] = engine.views();
      const anew = sample.view('prod');
      expect(view.resources).toEqual(anew.resources);
      expect(view.progress).toEqual(anew.progress);
      expect(view.journeys).toEqual(anew.journeys);
      expect(view.blockers).toEqual(anew.blockers);
      expect(view.detail).toEqual(anew.detail);
      expect(view.summary.revision).toBe(anew.summary.revision);
    }
    engine.stop();
  },
);
