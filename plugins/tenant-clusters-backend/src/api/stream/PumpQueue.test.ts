import { setImmediate as turn } from 'node:timers/promises';
import { PumpQueue } from './PumpQueue';

it('calls everyone once, a slice at a time, and lets others in between', async () => {
  const queue = new PumpQueue({ slice: 0 });
  const called: number[] = [];
  const pumps = Array.from({ length: 5 }, (_, index) => () => {
    called.push(index);
  });
  pumps.forEach(pump => queue.add(pump));
  pumps.forEach(pump => queue.add(pump));
  queue.delete(pumps[3]);
  expect(called).toEqual([]);
  const seen: number[] = [];
  while (called.length < 4) {
    await turn();
    seen.push(called.length);
  }
  expect(called).toEqual([0, 1, 2, 4]);
  expect(seen.length).toBeGreaterThan(1);
  queue.add(pumps[3]);
  await turn();
  await turn();
  expect(called).toEqual([0, 1, 2, 4, 3]);
});
