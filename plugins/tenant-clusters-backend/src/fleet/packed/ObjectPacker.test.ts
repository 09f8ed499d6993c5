import type { ProjectedObject } from '../../projections';
import { ObjectPacker, unpack } from './ObjectPacker';
import { sameContent } from './sameContent';
import { formatTime, parseTime } from './time';

const objectWith = (values: object, name = 'a') =>
  ({
    hub: 'hub-eu',
    role: 'managed',
    uid: `uid-${name}`,
    apiVersion: 'example.org/v1',
    group: 'example.org',
    kind: 'Thing',
    namespace: undefined,
    name,
    resourceVersion: '12',
    ...values,
  } as unknown as ProjectedObject);

describe('an object that was packed', () => {
  const packer = new ObjectPacker();

  it.each([
    {
      reason: 'texts',
      value: ['', 'a', 'as it is', 'ü', 'žluťoučký 🐎', '\0'],
    },
    { reason: 'long texts', value: ['x'.repeat(200_000), 'ž'.repeat(70_000)] },
    {
      reason: 'the same text again, within one value and among shared ones',
      value: [
        'repeated',
        'repeated',
        { a: 'repeated' },
        'no-1',
        'no-2',
        'no-1',
      ],
    },
    {
      reason:
        'more texts than are looked through one by one, all of them twice',
      value: Array.from({ length: 60 }, (_, index) => `text-${index % 30}`),
    },
    {
      reason:
        'objects of one form whose texts are those of the one before, and others',
      value: Array.from({ length: 40 }, (_, index) => ({
        same: 'as before',
        other: `${index % 7}-as-before`,
      })),
    },
    {
      reason: 'numbers',
      value: [
        0,
        15,
        16,
        127,
        128,
        -1,
        -16,
        2 ** 30,
        2 ** 53,
        0.5,
        -1e300,
        1e21,
      ],
    },
    { reason: 'constants', value: [true, false, null, [], {}, [[], [{}]]] },
    {
      reason: 'times, and what only looks like one',
      value: [
        '2026-11-21T14:39:12Z',
        '1970-01-01T00:00:00Z',
        '1969-12-31T23:59:59Z',
        '2026-02-30T00:00:00Z',
        '2026-11-21T24:00:00Z',
        '2026-11-21T14:39:12.5',
        '2026-11-21 14:39:12Z',
        '9999-12-31T23:59:59Z',
        '2026-1a-21T14:39:12Z',
      ],
    },
    {
      reason: 'uuids, and what only looks like one',
      value: [
        '2b45e76f-e5b2-4247-87f1-ca66142ae5c0',
        '2B45E76F-e5b2-4247-87f1-ca66142ae5c0',
        '2b45e76f-e5b2-4247-87f1-ca66142ae5cg',
        '2b45e76f-e5b2-4247-87f1xca66142ae5c0',
        '2b45e76f-e5b2-4247-87f1-ca66142ae5cž',
      ],
    },
    {
      reason: "texts that begin with the object's own name",
      name: 'payments-prod',
      value: [
        'payments-prod',
        'payments-prod-7044',
        { a: 'payments-prod-7044', name: 'payments-prod(0)' },
        'payments-prod-ü',
        'payments-prod-🐎',
        'payments-pro',
      ],
    },
    { reason: 'many items', value: Array.from({ length: 300 }, (_, i) => i) },
    {
      reason: 'hostile keys',
      value: JSON.parse('{"__proto__":{"x":1},"constructor":"c","":"empty"}'),
    },
  ])('has the same $reason', ({ value, name }) => {
    const object = objectWith({ value, other: 'x', more: { value } }, name);
    const kept = packer.pack(object) as unknown as typeof object & {
      value: unknown;
    };
    expect(kept.value).toEqual(value);
    expect(unpack(kept)).toEqual(object);
    expect(JSON.stringify(unpack(kept))).toBe(JSON.stringify(object));
    expect(sameContent(kept, object)).toBe(true);
  });

  it('does not change when others share its texts', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      objectWith(
        {
          labels: { team: `team-${index % 40}`, [`key-${index % 7}`]: 'value' },
          message: `message ${index % 900}`,
          conditions: [{ type: 'Ready', status: 'True', reason: 'Available' }],
        },
        `n-${index}`,
      ),
    );
    const kept = many.map(object => packer.pack(object));
    expect(packer.sharedTexts).toBeGreaterThan(40);
    packer.renew();
    const again = many.map(object => packer.pack(object));
    expect(kept.map(unpack)).toEqual(many);
    expect(again.map(unpack)).toEqual(many);
  });

  it('forgets texts that nothing shares any more, once they are many', () => {
    const small = new ObjectPacker(50);
    const made = (round: number) =>
      Array.from({ length: 400 }, (_, index) =>
        objectWith({ reason: `reason-${round}-${index % 40}` }, `n-${index}`),
      );
    const first = made(1).map(object => small.pack(object));
    expect(small.isWorn).toBe(false);
    const second = made(2).map(object => small.pack(object));
    expect(small.isWorn).toBe(true);
    small.renew();
    second.forEach(object => small.repack(object));
    small.settle();
    expect(small.sharedTexts).toBeLessThanOrEqual(40);
    expect(small.isWorn).toBe(false);
    expect(second.map(unpack)).toEqual(made(2));
    // Whoever still has one of before can read it.
    expect(first.map(unpack)).toEqual(made(1));
  });

  it('keeps versions that are no numbers as they are', () => {
    for (const resourceVersion of [
      '',
      '0',
      '007',
      'abc',
      '123456789012345678',
    ]) {
      const object = objectWith({ resourceVersion });
      expect(packer.pack(object).resourceVersion).toBe(resourceVersion);
    }
  });

  it('reads a field that other objects of its role have as undefined', () => {
    packer.pack(objectWith({ extra: 1 }, 'one'));
    const kept = packer.pack(objectWith({ labels: {} }, 'two'));
    expect((kept as unknown as { extra: unknown }).extra).toBeUndefined();
  });

  it('goes on when there are more forms of objects than are worth knowing', () => {
    for (let index = 0; index < 5_000; index++) {
      const object = objectWith({ labels: { [`key-${index}`]: 'x' } });
      expect(unpack(packer.pack(object))).toEqual(object);
    }
  });
});

it.each([
  { change: { labels: { a: '2' } }, same: false, reason: 'a value' },
  { change: { labels: { a: '1', b: '1' } }, same: false, reason: 'a new key' },
  { change: { labels: {} }, same: false, reason: 'a key less' },
  { change: { list: [1, 2] }, same: false, reason: 'an item more' },
  { change: { added: 'x' }, same: false, reason: 'a new field' },
  { change: { gone: undefined }, same: true, reason: 'nothing in a field' },
  { change: { resourceVersion: '13' }, same: true, reason: 'the version' },
])('tells a change by $reason: $same', ({ change, same }) => {
  const before = objectWith({ labels: { a: '1' }, list: [1] });
  const after = { ...before, ...change } as ProjectedObject;
  const kept = new ObjectPacker().pack(before);
  expect(sameContent(kept, after)).toBe(same);
  expect(sameContent(new ObjectPacker().pack(after), before)).toBe(same);
});

it('reads and writes times alike', () => {
  for (let seconds = 0; seconds < 4e9; seconds += 86_399 * 13) {
    const text = new Date(seconds * 1_000).toISOString().replace('.000', '');
    expect(parseTime(text)).toBe(seconds);
    expect(formatTime(seconds)).toBe(text);
  }
});
