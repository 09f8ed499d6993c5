import { MACHINES } from '../actors';
import { CONTENT_HASH_LABEL } from '../correlate/clusterEvents';
import { EVENT_REWRITTEN_AFTER } from '../graces';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { connected, isForCurrentContent } from './connected';
import type { EarlierStages, StageVerdict } from './StageVerdict';

const actor = MACHINES.workflows;

/** Whether the handover was told that something it acts on changed: the event's content hash is another than its last run's. */
function isOutdated({ events, runs }: JourneyFacts): boolean {
  const hash = events[0]?.event.labels[CONTENT_HASH_LABEL];
  const [run] = runs.handover;
  return Boolean(hash && run && !isForCurrentContent(hash, run));
}

/**
 * A change runs the handover again where it touches what the handover acts on (members, add-ons): the event is written anew with
 * another content hash, and the run for it counts. A change of anything else skips it.
 */
export function connectedChange(
  facts: JourneyFacts,
  earlier: EarlierStages,
): StageVerdict {
  const { runs, request, input } = facts;
  const [run] = runs.handover;
  const merged = Date.parse(request?.request.mergedAt ?? '');
  const ranSince =
    run?.createdAt !== undefined && Date.parse(run.createdAt) >= merged;
  if (ranSince || isOutdated(facts)) {
    return connected(facts);
  }
  if (earlier('provisioned') !== 'done') {
    return { state: 'waiting', actor, summary: say('stage.connected.waiting') };
  }
  // The event and the XR come over two watches: the news of one may be a moment ahead of the other.
  const since = facts.observe(
    'stage',
    `stage/${facts.key}/provisioned`,
    'done',
  );
  const dueAt = Date.parse(since.at) + EVENT_REWRITTEN_AFTER;
  if (input.now < dueAt) {
    facts.recheckAt(dueAt);
    return { state: 'waiting', actor, summary: say('stage.connected.waiting') };
  }
  return {
    state: 'skipped',
    actor,
    summary: say('stage.connected.change.skipped'),
  };
}
