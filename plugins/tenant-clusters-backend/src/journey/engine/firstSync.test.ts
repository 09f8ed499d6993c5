import type { HubState } from '../../fleet';
import {
  claimObject,
  compositeObject,
  managedObject,
  READY,
  SYNCED,
} from '../__testUtils__/objects';
import { requestFor } from '../__testUtils__/requestFor';
import { Sample } from '../__testUtils__/Sample';
import { createJourneyEngine } from '../createJourneyEngine';
import type { JourneyEngine } from '../types';

const engines: JourneyEngine[] = [];

/** An engine whose time is moved by hand, as that of its sample is. */
function start(sample: Sample, onJudged?: (hub: string) => void) {
  const { now, ...input } = sample.input;
  const engine = createJourneyEngine({
    ...input,
    now: () => sample.now,
    onJudged,
  });
  engines.push(engine);
  return engine;
}

const names = (engine: JourneyEngine) =>
  engine.views().map(({ summary }) => summary.ref.name);

const part = managedObject('Role', 'part', [SYNCED, READY]);
const composite = compositeObject('prod-x', [part], { claim: 'prod' });
const claim = claimObject('prod', { composite });

function connecting() {
  return new Sample('2026-11-21T10:00:00Z').hub({ state: 'connecting' });
}

beforeEach(() => jest.useFakeTimers());

afterEach(() => {
  engines.splice(0).forEach(engine => engine.stop());
  jest.useRealTimers();
});

describe('a hub that is read for the first time', () => {
  it('shows its clusters once it has been read whole', () => {
    const sample = connecting();
    const engine = start(sample);
    const told: string[][] = [];
    engine.subscribe(changed => told.push(changed.map(({ name }) => name)));
    sample.put(claim);
    jest.advanceTimersByTime(1_000);
    sample.put(composite, part);
    jest.advanceTimersByTime(1_000);
    engine.flush();
    expect(names(engine)).toEqual([]);
    expect(told).toEqual([]);

    sample.hub({ state: 'live' });
    jest.advanceTimersByTime(250);
    expect(told).toEqual([['prod']]);
    expect(engine.views()[0].progress).toEqual(sample.view('prod').progress);
    expect(engine.views()[0].summary.revision).toBe(
      sample.view('prod').summary.revision,
    );
  });

  it('is judged at once when it has been read, and said to be once its clusters are known', () => {
    const sample = connecting();
    const judged: string[] = [];
    const engine = start(sample, hub => {
      judged.push(`${hub} ${names(engine).length}`);
    });
    engine.subscribe(changed => judged.push(`${changed.length} told`));
    // Far more than what is computed in one slice.
    for (let index = 0; index < 300; index += 1) {
      sample.put(claimObject(`prod-${index}`, { uid: `claim-${index}` }));
    }
    jest.advanceTimersByTime(1_000);
    expect(judged).toEqual([]);

    sample.hub({ state: 'live' });
    expect(judged).toEqual([]);
    jest.advanceTimersByTime(20);
    expect(judged).toEqual(['300 told', 'hub-eu 300']);
    sample.hub({ state: 'unreachable' }).hub({ state: 'live' });
    engine.flush();
    expect(judged.filter(said => said.startsWith('hub-eu'))).toHaveLength(1);
  });

  it.each([
    { reason: 'has no clusters', before: 'connecting' as const },
    { reason: 'was not reached before', before: 'unreachable' as const },
  ])('is judged also when it $reason', ({ before }) => {
    const sample = connecting();
    const judged = jest.fn();
    start(sample, judged);
    sample.hub({ state: before });
    jest.advanceTimersByTime(1_000);
    expect(judged).not.toHaveBeenCalled();
    sample.hub({ state: 'live' });
    jest.advanceTimersByTime(250);
    expect(judged.mock.calls).toEqual([['hub-eu']]);
  });

  it('follows what happens afterwards', () => {
    const sample = connecting();
    const engine = start(sample);
    sample.put(claim, composite, part).hub({ state: 'live' });
    engine.flush();
    sample.delete(claim, composite, part).put(claimObject('stage'));
    engine.flush();
    expect(names(engine)).toContain('stage');
  });

  it('shows what there is when it takes too long', () => {
    const sample = connecting();
    const engine = start(sample);
    sample.put(claim);
    sample.at('2026-11-21T10:00:29Z');
    jest.advanceTimersByTime(1_250);
    expect(names(engine)).toEqual([]);
    sample.at('2026-11-21T10:00:30Z');
    jest.advanceTimersByTime(1_250);
    expect(names(engine)).toEqual(['prod']);
    sample.put(claimObject('stage', { uid: 'claim-stage' }));
    jest.advanceTimersByTime(250);
    expect(names(engine)).toEqual(['prod', 'stage']);
  });

  it('is waited for as long as it goes on listing, for some minutes', () => {
    const sample = connecting();
    const engine = start(sample);
    const list = (objects: number) =>
      sample.hub({
        kinds: [
          {
            group: 'iam.aws.upbound.io',
            kind: 'Role',
            state: 'connecting',
            objects,
          },
        ],
      });
    sample.put(claim);
    const begun = sample.now;
    for (let seconds = 20; seconds < 300; seconds += 20) {
      sample.at(new Date(begun + seconds * 1_000).toISOString());
      list(seconds);
      engine.flush();
      expect(names(engine)).toEqual([]);
    }
    sample.at(new Date(begun + 300_000).toISOString());
    list(300);
    engine.flush();
    expect(names(engine)).toEqual(['prod']);
  });

  it('shows what was asked for meanwhile, and what there is when the hub is not reached any more', () => {
    const sample = connecting();
    sample.requests.set(requestFor('asked'));
    const engine = start(sample);
    sample.put(claim);
    engine.flush();
    expect(names(engine)).toEqual(['asked']);
    sample.hub({ state: 'unreachable' });
    engine.flush();
    expect(names(engine)).toEqual(['asked', 'prod']);
  });

  it('is waited for also when it could not be reached at first', () => {
    const sample = connecting().hub({ state: 'unreachable' });
    const engine = start(sample);
    sample.hub({ state: 'connecting' }).put(claim);
    engine.flush();
    expect(names(engine)).toEqual([]);
    sample.hub({ state: 'live' });
    engine.flush();
    expect(names(engine)).toEqual(['prod']);
  });

  it.each([
    {
      reason: 'read anew after it was restored',
      restore: (sample: Sample) => sample.hub({ epoch: 2 }),
    },
    {
      reason: 'connected to again',
      restore: (sample: Sample) =>
        sample.hub({ state: 'unreachable' }).hub({ state: 'connecting' }),
    },
  ])('goes on showing its clusters while it is $reason', ({ restore }) => {
    const sample = connecting();
    const engine = start(sample);
    sample.put(claim, composite, part).hub({ state: 'live' });
    engine.flush();
    restore(sample).put(claimObject('stage', { uid: 'claim-stage' }));
    engine.flush();
    expect(names(engine)).toEqual(['prod', 'stage']);
  });

  it('is waited for again when it was taken out of the configuration and comes back', () => {
    const sample = connecting().hub({ state: 'live' }).put(claim);
    const engine = start(sample);
    sample.fleet.removeHub('hub-eu');
    engine.flush();
    expect(names(engine)).toEqual([]);
    sample.hub({ state: 'connecting' }).put(claim);
    engine.flush();
    expect(names(engine)).toEqual([]);
    sample.hub({ state: 'live' });
    engine.flush();
    expect(names(engine)).toEqual(['prod']);
  });

  describe('beside another one', () => {
    const other = (sample: Sample, state: HubState['state']) =>
      sample.fleet.setHub({
        name: 'hub-us',
        title: 'Hub America',
        state,
        epoch: 1,
        kinds: [],
      });

    function startBoth() {
      const sample = connecting().put(claim, composite, part);
      other(sample, 'connecting');
      const judged: string[] = [];
      const engine = start(sample, hub => judged.push(hub));
      sample.hub({ state: 'live' });
      jest.advanceTimersByTime(1_250);
      expect([names(engine), judged]).toEqual([[], []]);
      return { sample, engine, judged };
    }

    it.each([
      { reason: 'has been read as well', state: 'live' as const },
      { reason: 'is not reached any more', state: 'unreachable' as const },
    ])('is judged with it, as soon as that $reason', ({ state }) => {
      const { sample, engine, judged } = startBoth();
      other(sample, state);
      jest.advanceTimersByTime(20);
      expect(names(engine)).toEqual(['prod']);
      expect(judged).toContain('hub-eu');
    });

    it('is not waited for longer than a few seconds', () => {
      const { sample, engine, judged } = startBoth();
      sample.at('2026-11-21T10:00:10Z');
      jest.advanceTimersByTime(1_250);
      expect(names(engine)).toEqual(['prod']);
      expect(judged).toEqual(['hub-eu']);
    });

    it('goes on being read when it is connected to again meanwhile', () => {
      const { sample, engine } = startBoth();
      sample.hub({ state: 'connecting' });
      other(sample, 'live');
      jest.advanceTimersByTime(1_250);
      expect(names(engine)).toEqual([]);
      sample.hub({ state: 'live' });
      jest.advanceTimersByTime(20);
      expect(names(engine)).toEqual(['prod']);
    });
  });
});
