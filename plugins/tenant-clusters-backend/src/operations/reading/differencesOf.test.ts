import { differencesOf } from './differencesOf';
import { ReadCache } from './ReadCache';

const object = (kind: string, data: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'a', managedFields: [{ manager: 'x' }] },
    spec: data,
    status: { at: Math.PI },
  });

it.each([
  {
    reason: 'nothing differs',
    item: {
      targetState: object('A', { x: 1 }),
      liveState: object('A', { x: 1 }),
    },
    state: 'same',
  },
  {
    reason: 'a field differs',
    item: {
      targetState: object('A', { x: 2 }),
      liveState: object('A', { x: 1 }),
    },
    state: 'changed',
  },
  {
    reason: 'Argo CD knows better than the texts',
    item: {
      targetState: object('A', { x: 2 }),
      liveState: object('A', { x: 1 }),
      modified: false,
    },
    state: 'same',
  },
  {
    reason: 'it is not there',
    item: { targetState: object('A', {}), liveState: 'null' },
    state: 'missing',
  },
  {
    reason: 'Git does not have it',
    item: { targetState: '', liveState: object('A', {}) },
    state: 'extra',
  },
  {
    reason: 'the texts are no JSON',
    item: { targetState: '{', liveState: '{' },
    state: 'missing',
  },
])('is $state when $reason', ({ item, state }) => {
  expect(differencesOf([{ kind: 'A', name: 'a', ...item }])).toMatchObject([
    { state },
  ]);
});

it('shows the change alone, without status and managed fields', () => {
  const [{ diff }] = differencesOf([
    {
      kind: 'A',
      name: 'a',
      targetState: object('A', { x: 2, token: 'new-secret' }),
      liveState: object('A', { x: 1, token: 'old-secret' }),
    },
  ]);
  expect(diff).toContain('-  x: 1\n+  x: 2');
  expect(diff).not.toMatch(/manager|status|-secret/);
});

it('names Secrets and ConfigMaps, and shows nothing of them', () => {
  const [{ diff, state }] = differencesOf([
    {
      kind: 'ConfigMap',
      name: 'a',
      targetState: object('ConfigMap', { x: 2 }),
      liveState: object('ConfigMap', { x: 1 }),
    },
  ]);
  expect([state, diff]).toEqual(['changed', undefined]);
});

it('leaves hooks out', () => {
  expect(differencesOf([{ kind: 'Job', name: 'a', hook: true }])).toEqual([]);
});

describe('ReadCache', () => {
  it('asks once for many within its time, and again after a failure', async () => {
    let now = 0;
    let asked = 0;
    const cache = new ReadCache({ kept: 100, capacity: 2, now: () => now });
    const ask = async () => {
      asked += 1;
      if (asked === 1) {
        throw new Error('no');
      }
      return asked;
    };
    await expect(cache.read('a', ask)).rejects.toThrow('no');
    const answers = await Promise.all([
      cache.read('a', ask),
      cache.read('a', ask),
    ]);
    expect(answers.map(({ value }) => value)).toEqual([2, 2]);
    now = 100;
    expect((await cache.read('a', ask)).value).toBe(3);
  });

  it('holds no more than it may', async () => {
    const cache = new ReadCache({ kept: 1_000, capacity: 2, now: () => 0 });
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return asked;
    };
    for (const key of ['a', 'b', 'c', 'a']) {
      await cache.read(key, ask);
    }
    expect(asked).toBe(4);
    await cache.read('c', ask);
    expect(asked).toBe(4);
  });
});
