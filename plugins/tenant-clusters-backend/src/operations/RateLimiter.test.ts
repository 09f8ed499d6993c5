import { RateLimiter } from './RateLimiter';

it('lets a burst through, then as many as the minute allows, each person alone', () => {
  let now = 0;
  const limiter = new RateLimiter({ burst: 2, perMinute: 60 }, () => now);
  limiter.take('ana');
  limiter.take('ana');
  expect(() => limiter.take('ana')).toThrow(/try again in 1 s/);
  limiter.take('bruno');
  now = 1_000;
  limiter.take('ana');
  expect(() => limiter.take('ana')).toThrow(
    expect.objectContaining({ name: 'TooManyRequestsError', statusCode: 429 }),
  );
});
