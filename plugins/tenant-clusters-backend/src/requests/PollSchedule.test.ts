import { nextPollIn, type PollCircumstances } from './PollSchedule';

const quiet: PollCircumstances = {
  now: 1_000_000_000,
  interval: 20_000,
  failures: 0,
  unfinished: false,
};

describe('nextPollIn', () => {
  it.each<{
    reason: string;
    given: Partial<PollCircumstances>;
    expected: number;
  }>([
    {
      reason: 'the interval when nothing is special',
      given: {},
      expected: 20_000,
    },
    {
      reason: 'rarer while webhooks come',
      given: { hintedAt: quiet.now - 60_000 },
      expected: 60_000,
    },
    {
      reason: 'as often as before when webhooks have ceased',
      given: { hintedAt: quiet.now - 3_600_001 },
      expected: 20_000,
    },
    {
      reason: "rarer when little is left of the hour's calls",
      given: { rateLimit: { limit: 5000, remaining: 999 } },
      expected: 60_000,
    },
    {
      reason: 'soon when something is unfinished',
      given: { unfinished: true, hintedAt: quiet.now },
      expected: 2_000,
    },
    {
      reason: 'rarer with each failure',
      given: { failures: 2, unfinished: true },
      expected: 80_000,
    },
    {
      reason: 'but not without end',
      given: { failures: 100 },
      expected: 320_000,
    },
    {
      reason: 'not before the limit is over, however soon something is wanted',
      given: { pausedUntil: quiet.now + 1_234_000, unfinished: true },
      expected: 1_234_000,
    },
    {
      reason: "not for ever, when GitHub's clock is far off",
      given: { pausedUntil: quiet.now + 1e12 },
      expected: 3_700_000,
    },
  ])('$reason', ({ given, expected }) => {
    expect(nextPollIn({ ...quiet, ...given })).toBe(expected);
  });
});
