import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the whole page, that runs while something shows a time. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach(tell => tell()), 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time in milliseconds, rounded up to a `step`; what uses it is drawn anew once a step. */
export function useNow(step = 1_000): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.ceil(Date.now() / step) * step,
  );
}
