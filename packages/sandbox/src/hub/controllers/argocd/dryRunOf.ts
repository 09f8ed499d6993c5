import { refTo } from '../runtime/objects';
import { differs } from './compareObjects';
import type { Destination } from './Destination';

/** A destination that says what would be done, and does nothing. */
export function dryRunOf(destination: Destination): Destination {
  return {
    kind: ref => destination.kind(ref),
    live: ref => destination.live(ref),
    tracked: app => destination.tracked(app),
    apply: (manifest, previous) => {
      const live = destination.live(refTo(manifest));
      if (!live) return 'created';
      return differs(manifest, live, previous) ? 'configured' : 'unchanged';
    },
    delete: () => {},
  };
}
