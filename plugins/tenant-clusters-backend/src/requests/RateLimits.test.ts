import { RateLimits } from './RateLimits';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const RESET = NOW / 1000 + 600;

const quota = (remaining: number, limit = 5000) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(RESET),
});

describe('RateLimits', () => {
  let now = NOW;
  let limits: RateLimits;

  beforeEach(() => {
    now = NOW;
    limits = new RateLimits(() => now);
  });

  it('tells what GitHub says, and asks on while enough is left', () => {
    limits.note(quota(4321));
    expect(limits.state).toEqual({
      limit: 5000,
      remaining: 4321,
      resetAt: '2026-11-21T10:10:00.000Z',
    });
    expect(limits.pausedUntil).toBeUndefined();
    expect(() => limits.require()).not.toThrow();
  });

  it('leaves the last calls of the hour to people', () => {
    limits.note(quota(100));
    expect(limits.pausedUntil).toBe(RESET * 1000);
    expect(() => limits.require()).toThrow('GitHub asked to wait');
    now = RESET * 1000;
    expect(limits.pausedUntil).toBeUndefined();
  });

  it.each([
    {
      reason: 'the primary limit: until it is filled again',
      error: { status: 403, response: { headers: quota(0) } },
      waits: 600_000,
    },
    {
      reason: 'a secondary limit: as long as it says',
      error: {
        status: 403,
        response: { headers: { ...quota(4000), 'retry-after': '30' } },
      },
      waits: 30_000,
    },
    {
      reason: 'a secondary limit that names no time',
      error: {
        status: 403,
        message: 'You have exceeded a secondary rate limit.',
        response: { headers: quota(4000) },
      },
      waits: 60_000,
    },
    { reason: '429 without more', error: { status: 429 }, waits: 60_000 },
  ])('keeps $reason', ({ error, waits }) => {
    expect(limits.refused(error)).toBe(true);
    expect(limits.pausedUntil).toBe(NOW + waits);
  });

  it.each([
    {
      reason: 'a token that may not read',
      error: {
        status: 403,
        message: 'Resource not accessible by integration',
        response: { headers: quota(4000) },
      },
    },
    { reason: 'another refusal', error: { status: 404 } },
    { reason: 'no answer at all', error: new TypeError('fetch failed') },
  ])('takes for no limit: $reason', ({ error }) => {
    expect(limits.refused(error)).toBe(false);
    expect(limits.pausedUntil).toBeUndefined();
  });

  it('is not confused by headers that are none', () => {
    limits.note({ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-1' });
    limits.note({});
    expect(limits.state).toBeUndefined();
  });
});
