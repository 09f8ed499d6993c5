import { LimitGate } from './LimitGate';

describe('LimitGate', () => {
  let answers: Response[];
  let asked: number;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = 0;
    answers = [];
    jest.spyOn(global, 'fetch').mockImplementation(async () => {
      asked += 1;
      return answers.shift() ?? new Response('{}');
    });
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const refusal = (status: number, headers: Record<string, string>) =>
    new Response('', { status, headers });

  it.each([
    {
      reason: 'a secondary limit names its wait',
      answer: () => refusal(429, { 'retry-after': '30' }),
    },
    {
      reason: 'an older one by 403',
      answer: () => refusal(403, { 'retry-after': '30' }),
    },
    {
      reason: 'a primary limit names its end',
      answer: () =>
        refusal(403, {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 30),
        }),
    },
  ])('holds the others back: $reason', async ({ answer }) => {
    const gate = new LimitGate();
    const ask = gate.fetchFor('bot');
    answers = [answer()];
    await ask('https://git.example.org/a');
    const others = [
      ask('https://git.example.org/b'),
      ask('https://git.example.org/c'),
    ];
    await jest.advanceTimersByTimeAsync(28_000);
    expect(asked).toBe(1);
    // Those of another token have a limit of their own.
    await gate.fetchFor('ana')('https://git.example.org/d');
    expect(asked).toBe(2);
    await jest.advanceTimersByTimeAsync(3_000);
    await Promise.all(others);
    expect(asked).toBe(4);
  });

  it.each([
    { reason: 'no limit, a refusal', status: 403, headers: {} },
    {
      reason: 'a limit of an hour',
      status: 403,
      headers: { 'retry-after': '3600' },
    },
    { reason: 'a good answer', status: 200, headers: { 'retry-after': '30' } },
  ])('holds nobody back for $reason', async ({ status, headers }) => {
    const ask = new LimitGate().fetchFor('bot');
    answers = [refusal(status, headers as Record<string, string>)];
    await ask('https://git.example.org/a');
    await ask('https://git.example.org/b');
    expect(asked).toBe(2);
  });
});
