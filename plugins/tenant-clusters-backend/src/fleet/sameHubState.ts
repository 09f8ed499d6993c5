import type { HubState } from './types';

/** Whether two states of a hub mean the same to people. That it was heard again, or has one object more, is no change. */
export function sameHubState(left: HubState, right: HubState): boolean {
  return (
    left.title === right.title &&
    left.state === right.state &&
    left.message === right.message &&
    left.epoch === right.epoch &&
    left.kinds.length === right.kinds.length &&
    left.kinds.every((kind, index) => {
      const other = right.kinds[index];
      return (
        kind.group === other.group &&
        kind.kind === other.kind &&
        kind.state === other.state &&
        kind.message === other.message
      );
    })
  );
}
