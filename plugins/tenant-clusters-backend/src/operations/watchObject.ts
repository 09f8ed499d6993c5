import type { FleetReader } from '../fleet/types';

/**
 * Waits until something holds, which is asked at once and after each change of one object of the fleet.
 *
 * @param options.limit - milliseconds
 * @returns whether it held in time
 */
export async function watchObject(options: {
  fleet: FleetReader;
  hub: string;
  uid: string;
  until: () => boolean;
  limit: number;
  /** Ends the waiting sooner. */
  signal?: AbortSignal;
}): Promise<boolean> {
  const { fleet, hub, uid, until, limit, signal } = options;
  if (until()) {
    return true;
  }
  return new Promise(resolve => {
    const cleanUps: (() => void)[] = [];
    const end = (held: boolean) => {
      cleanUps.forEach(cleanUp => cleanUp());
      resolve(held);
    };
    cleanUps.push(
      fleet.subscribe(change => {
        const isIt =
          change.type !== 'hub' &&
          change.object.hub === hub &&
          change.object.uid === uid;
        if (isIt && until()) {
          end(true);
        }
      }),
    );
    const timer = setTimeout(() => end(until()), limit);
    cleanUps.push(() => clearTimeout(timer));
    const onAbort = () => end(until());
    signal?.addEventListener('abort', onAbort, { once: true });
    cleanUps.push(() => signal?.removeEventListener('abort', onAbort));
  });
}
