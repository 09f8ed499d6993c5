import { DefaultFleet, type HubState } from '../fleet';
import { HubSilences } from './HubSilences';

const AT = Date.parse('2026-11-20T10:00:00Z');
const LATER = 600;

/** @param heardBefore - seconds, before this process began */
function setUp(options: { heardBefore?: number } = {}) {
  const fleet = new DefaultFleet();
  let seconds = 0;
  let settled = false;
  let judged = true;
  const at = (second: number) => AT + second * 1_000;
  const silences = new HubSilences({
    fleet,
    settled: () => settled,
    judged: () => judged,
    heardBefore: () =>
      options.heardBefore === undefined ? undefined : at(options.heardBefore),
    now: () => at(seconds),
  });
  silences.start();
  return {
    /** A hub enters a state at a second, heard at another. */
    enter: (
      state: HubState['state'],
      second: number,
      heard = second,
      kinds: HubState['kinds'] = [],
    ) => {
      seconds = second;
      settled ||= state === 'live';
      fleet.setHub({
        name: 'hub-eu',
        title: 'Hub Europe',
        state,
        heardAt: new Date(at(heard)).toISOString(),
        epoch: 1,
        kinds,
      });
    },
    setJudged: (is: boolean) => {
      judged = is;
    },
    /** Since which second the hub was silent, asked at another. */
    silentSince: (second: number) => {
      seconds = second;
      const since = silences.silentSince('hub-eu');
      return since === undefined ? undefined : (since - AT) / 1_000;
    },
  };
}

describe('HubSilences', () => {
  it('knows of none while a hub is heard, nor at the first start ever', () => {
    const { enter, silentSince } = setUp();
    expect(silentSince(0)).toBeUndefined();
    enter('connecting', 0);
    expect(silentSince(1)).toBeUndefined();
    enter('live', 2);
    expect(silentSince(3)).toBeUndefined();
    expect(silentSince(LATER)).toBeUndefined();
  });

  it('counts the time in which the portal did not run, until the hub has told all', () => {
    const { enter, silentSince } = setUp({ heardBefore: -50 });
    expect(silentSince(0)).toBe(-50);
    enter('connecting', 0);
    expect(silentSince(1)).toBe(-50);
    enter('live', 2);
    expect(silentSince(3)).toBe(-50);
    expect(silentSince(LATER)).toBeUndefined();
  });

  it('counts the time before the start until all of the hub was judged, however long that takes', () => {
    const { enter, setJudged, silentSince } = setUp({ heardBefore: -50 });
    setJudged(false);
    enter('live', 0);
    expect(silentSince(20)).toBe(-50);
    setJudged(true);
    expect(silentSince(21)).toBe(-50);
    expect(silentSince(24)).toBeUndefined();
  });

  it('counts from when the hub was last heard, once it is back', () => {
    const { enter, silentSince } = setUp();
    enter('live', 0);
    enter('unreachable', 40, 10);
    // That it is silent is seen now, whatever happens on it.
    expect(silentSince(50)).toBeUndefined();
    enter('live', 100);
    expect(silentSince(101)).toBe(10);
    expect(silentSince(LATER)).toBeUndefined();
  });

  it('goes on counting when a hub falls silent again before it has told all', () => {
    const { enter, silentSince } = setUp();
    enter('live', 0);
    enter('stale', 40, 10);
    enter('live', 100);
    enter('unreachable', 103, 101);
    enter('live', 120);
    expect(silentSince(121)).toBe(10);
  });

  it('counts until each kind is read again, but for no kind that stays broken', () => {
    const { enter, silentSince } = setUp();
    const kind = { group: '', kind: 'Secret', objects: 0 };
    enter('live', 0);
    enter('unreachable', 40, 10);
    enter('live', 100, 100, [{ ...kind, state: 'failing' }]);
    expect(silentSince(115)).toBe(10);
    enter('live', 120, 120, [{ ...kind, state: 'live' }]);
    expect(silentSince(121)).toBe(10);
    expect(silentSince(123)).toBeUndefined();

    enter('unreachable', 200, 190);
    enter('live', 210, 210, [{ ...kind, state: 'failing' }]);
    expect(silentSince(235)).toBe(190);
    silentSince(241);
    expect(silentSince(244)).toBeUndefined();
  });

  it('counts two silences apart', () => {
    const { enter, silentSince } = setUp();
    enter('live', 0);
    enter('stale', 40, 10);
    enter('live', 100);
    expect(silentSince(LATER)).toBeUndefined();
    enter('unreachable', LATER + 40, LATER + 5);
    enter('live', LATER + 60);
    expect(silentSince(LATER + 61)).toBe(LATER + 5);
  });
});
