import type { ProjectedApplication, SyncWindow } from '../../projections/types';
import { matchesGlob } from './matchesGlob';
import { blockingWindow, parseGoDuration } from './syncWindows';

const NOW = Date.parse('2026-11-21T10:30:00Z');
const HOUR = 3_600_000;

const application = {
  name: 'tenant-payments',
  destination: {
    server: 'https://kubernetes.default.svc',
    namespace: 'payments',
  },
} as ProjectedApplication;

const window = (options: Partial<SyncWindow>): SyncWindow => ({
  kind: 'deny',
  schedule: '0 10 * * *',
  duration: '1h',
  applications: ['*'],
  namespaces: [],
  clusters: [],
  manualSync: false,
  andOperator: false,
  ...options,
});

describe('blockingWindow', () => {
  it.each([
    {
      reason: 'a window that denies is open: until it closes',
      windows: [window({})],
      until: '2026-11-21T11:00:00.000Z',
    },
    {
      reason: 'a window that denies is not open',
      windows: [window({ schedule: '0 12 * * *' })],
    },
    {
      reason: 'the only window that allows is not open: until it opens',
      windows: [window({ kind: 'allow', schedule: '0 22 * * *' })],
      until: '2026-11-21T22:00:00.000Z',
    },
    {
      reason: 'a window that allows is open',
      windows: [
        window({ kind: 'allow' }),
        window({ kind: 'allow', schedule: '0 22 * * *' }),
      ],
    },
    {
      reason: 'a window that denies beats one that allows',
      windows: [window({ kind: 'allow' }), window({})],
      until: '2026-11-21T11:00:00.000Z',
    },
    {
      reason: 'a schedule is read in the window’s time zone',
      windows: [
        window({ schedule: '0 7 * * *', timeZone: 'America/Sao_Paulo' }),
      ],
      until: '2026-11-21T11:00:00.000Z',
    },
    {
      reason: 'it is for other applications',
      windows: [window({ applications: ['tenant-orders', 'addon-*'] })],
    },
    {
      reason: 'one of its lists fits',
      windows: [window({ applications: ['other'], namespaces: ['pay*'] })],
      until: '2026-11-21T11:00:00.000Z',
    },
    {
      reason: 'all of its lists would have to fit',
      windows: [
        window({
          applications: ['other'],
          namespaces: ['pay*'],
          andOperator: true,
        }),
      ],
    },
    {
      reason: 'it goes by the cluster',
      windows: [
        window({
          applications: [],
          clusters: ['https://kubernetes.default.svc'],
        }),
      ],
      until: '2026-11-21T11:00:00.000Z',
    },
    {
      reason: 'it names nothing',
      windows: [window({ applications: [] })],
    },
    {
      reason: 'its schedule cannot be read',
      windows: [window({ schedule: 'at noon' })],
    },
    {
      reason: 'its time zone is none',
      windows: [window({ timeZone: 'Mars/Olympus' })],
    },
  ])('$reason', ({ windows, until }) => {
    const found = blockingWindow(windows, application, NOW);
    expect(found?.until && new Date(found.until).toISOString()).toBe(until);
    expect(found !== undefined).toBe(until !== undefined);
  });
});

describe('parseGoDuration', () => {
  it.each([
    ['1h', HOUR],
    ['1h30m', 1.5 * HOUR],
    ['1.5h', 1.5 * HOUR],
    ['90s', 90_000],
    ['', undefined],
    ['1d', undefined],
    ['h', undefined],
  ])('%s', (text, expected) => {
    expect(parseGoDuration(text)).toBe(expected);
  });
});

describe('matchesGlob', () => {
  it.each([
    ['*', 'anything', true],
    ['tenant-*', 'tenant-payments', true],
    ['*-payments', 'tenant-payments', true],
    ['t*p*s', 'tenant-payments', true],
    ['tenant-?', 'tenant-a', true],
    ['tenant-?', 'tenant-ab', false],
    ['tenant', 'tenant-payments', false],
    ['', '', true],
    ['**', '', true],
    ['a.c', 'abc', false],
  ])('%s fits %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('is not slowed down by a hostile pattern', () => {
    expect(matchesGlob('*a'.repeat(500), `${'a'.repeat(2_000)}b`)).toBe(false);
  });
});
