import { readHint } from './readHint';

const repository = { full_name: 'Acme/Platform' };

describe('readHint', () => {
  it.each([
    {
      reason: 'a pull request, or a review of one',
      payload: { repository, pull_request: { number: 7 } },
      pulls: [7],
    },
    {
      reason: 'a check run names those of its commit',
      payload: {
        repository,
        check_run: { pull_requests: [{ number: 7 }, { number: 8 }] },
      },
      pulls: [7, 8],
    },
    {
      reason: "a check run of a fork's names none",
      payload: { repository, check_suite: { pull_requests: [] } },
      pulls: [],
    },
    {
      reason: 'a push',
      payload: { repository, ref: 'refs/heads/main' },
      pulls: [],
    },
    {
      reason: 'odd types are no numbers',
      payload: {
        repository,
        pull_request: { number: '7' },
        check_run: { pull_requests: [null, { number: 1.5 }, 3] },
      },
      pulls: [],
    },
    {
      reason: 'more than anybody sends',
      payload: {
        repository,
        check_run: {
          pull_requests: Array.from({ length: 1000 }, (_, number) => ({
            number,
          })),
        },
      },
      pulls: [],
    },
  ])('$reason', ({ payload, pulls }) => {
    expect(readHint(payload)).toEqual({ repository: 'acme/platform', pulls });
  });

  it.each([
    { payload: undefined },
    { payload: 'text' },
    { payload: [] },
    { payload: { repository: { full_name: 3 } } },
    { payload: { repository: null } },
  ])('hears nothing in $payload', ({ payload }) => {
    expect(readHint(payload)).toBeUndefined();
  });
});
