import { estimate } from './estimate';

describe('estimate', () => {
  it.each([
    { seconds: [], expected: undefined, reason: 'nothing finished yet' },
    {
      seconds: [1, 2, 3, 4],
      expected: undefined,
      reason: 'four say nothing',
    },
    {
      seconds: [50, 10, 40, 20, 30],
      expected: { medianSeconds: 30, p90Seconds: 46, count: 5 },
      reason: 'five do, in any order',
    },
  ])('$reason', ({ seconds, expected }) => {
    expect(estimate(seconds)).toEqual(expected);
  });
});
