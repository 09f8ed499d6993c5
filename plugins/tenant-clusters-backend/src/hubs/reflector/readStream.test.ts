import { inSlices } from './readStream';

/** Milliseconds that an item takes: two of them are more than a turn. */
const WORK = 5;

const work = () => {
  const end = performance.now() + WORK;
  while (performance.now() < end);
};

it('shares one turn among all streams, however many wait for it', async () => {
  const { signal } = new AbortController();
  let inTurn = 0;
  let most = 0;
  let done = false;
  const count = () => {
    most = Math.max(most, inTurn);
    inTurn = 0;
    if (!done) {
      setImmediate(count);
    }
  };
  count();
  await Promise.all(
    Array.from({ length: 12 }, () =>
      inSlices([1, 2, 3], signal, () => {
        inTurn += 1;
        work();
      }),
    ),
  );
  done = true;
  // The turns of the event loop and those of the streams need not begin together.
  expect(most).toBeLessThanOrEqual(4);
});
