import type { Viewer } from '../../permissions';
import type { ChangeFeed } from './ChangeFeed';

/**
 * Where a reader is: `<replica>-<sequence>-<decision>`. The last part stands for what the policy had decided: to a reader whose
 * groups changed in between, a list of changes would not say what they may no longer see.
 */
export function streamPosition(
  feed: ChangeFeed,
  viewer: Pick<Viewer, 'decision'>,
  sequence = feed.sequence,
): string {
  return `${feed.replica}-${sequence}-${viewer.decision}`;
}

/** The sequence to go on from; undefined when the position is another replica's, another decision's or made up. */
export function resumeSequence(
  feed: ChangeFeed,
  viewer: Pick<Viewer, 'decision'>,
  position: string | undefined,
): number | undefined {
  const [, replica, digits, decision] =
    /^([0-9a-f]+)-(\d{1,15})-([0-9a-f]+)$/.exec(position ?? '') ?? [];
  return replica === feed.replica && decision === viewer.decision
    ? Number(digits)
    : undefined;
}
