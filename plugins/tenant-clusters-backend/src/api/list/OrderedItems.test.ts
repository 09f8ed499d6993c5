import { OrderedItems } from './OrderedItems';

interface Item {
  name: string;
  rank: number;
}

const ordered = () =>
  new OrderedItems<Item>((item, by) =>
    by === 'rank' ? [item.rank, item.name] : [item.name],
  );

it('keeps every order through random changes as if it were sorted anew', () => {
  const items = ordered();
  const model = new Map<string, Item>();
  // A fixed sequence of numbers that look like chance (a linear congruential generator).
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const change = () => {
    const name = `item-${random(60)}`;
    const known = model.get(name);
    if (known) {
      items.delete(known);
      model.delete(name);
    }
    if (random(3) > 0) {
      const item = { name, rank: random(10) };
      model.set(name, item);
      items.add(item);
    }
  };
  for (let round = 0; round < 400; round++) {
    for (let changes = random(8); changes > 0; changes--) {
      change();
    }
    const all = [...model.values()];
    all.sort((one, other) => (one.name < other.name ? -1 : 1));
    expect(items.sorted('name')).toEqual(all);
    all.sort((one, other) => one.rank - other.rank);
    expect(items.sorted('rank')).toEqual(all);
    expect(items.size).toBe(all.length);
  }
});

it('gives the same array while nothing changes', () => {
  const items = ordered();
  items.add({ name: 'a', rank: 1 });
  expect(items.sorted('name')).toBe(items.sorted('name'));
});
