import { setImmediate as immediate } from 'node:timers/promises';

/** Milliseconds of work, of all streams of this process together, after which others get their turn. */
const SLICE = 8;

/** When the streams began to work in this round of the event loop; undefined while none has. */
let begun: number | undefined;
let next: Promise<void> | undefined;

/**
 * Whether the streams have worked long enough. One measure for all of them: each for itself they would keep the event loop for
 * as many slices as there are streams.
 */
export function isTurnOver(): boolean {
  if (begun === undefined) {
    begun = performance.now();
    void nextTurn();
    return false;
  }
  return performance.now() - begun > SLICE;
}

/** Lets everything else run that is waiting. */
export function nextTurn(): Promise<void> {
  next ??= immediate().then(() => {
    begun = undefined;
    next = undefined;
  });
  return next;
}
