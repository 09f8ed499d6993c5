import type {
  Sentence,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { isInPlace } from '../applications/expectedApplications';
import type { ExpectedApplication } from '../applications/expectedApplications';
import type { Cause } from '../Cause';
import { GRACES } from '../graces';
import type { ClusterFacts } from '../JourneyFacts';
import { say } from '../text';
import { millis } from '../times';
import { conditionOf, isReady } from '../walk/conditions';

/** Why a cluster that was ready is not as it should be any more. */
export interface Degradation {
  since: TimeFact;
  sentence: Sentence;
}

function applicationSentence({ application }: ExpectedApplication): Sentence {
  const { health, sync, exists, name } = application;
  const worse = health === 'Healthy' ? sync : health;
  return say('happening.degraded.application', {
    application: name,
    status: exists ? worse ?? 'Unknown' : 'missing',
  });
}

/**
 * What is wrong for longer than its grace, the longest standing first. What is not yet over its grace is looked at again when
 * it is.
 */
export function degradation(
  facts: ClusterFacts,
  causes: Cause[],
): Degradation | undefined {
  const { claim, applications, input } = facts;
  const found: { since: TimeFact; sentence: () => Sentence }[] = [];
  const weigh = (since: TimeFact, grace: number, sentence: () => Sentence) => {
    const dueAt = millis(since) + grace;
    if (input.now >= dueAt) {
      found.push({ since, sentence });
    } else {
      facts.recheckAt(dueAt);
    }
  };
  const ready = claim && conditionOf(claim, 'Ready');
  // Ready of an older generation: it was changed, and Crossplane has not looked at it again yet.
  if (claim && !isReady(claim) && ready?.status !== 'True') {
    weigh(
      facts.observe(
        'condition',
        `condition/${claim.uid}/Ready`,
        ready?.status ?? 'absent',
        ready?.lastTransitionTime,
      ),
      GRACES.claimNotReady,
      () => say('happening.degraded.claim'),
    );
  }
  for (const { type, since, resource } of causes) {
    if (type === 'condition') {
      weigh(since, GRACES.resourceFailing, () =>
        say('happening.degraded.resource', { resource }),
      );
    }
  }
  for (const expected of applications.filter(one => one.application.expected)) {
    const { application, object } = expected;
    const inPlace = isInPlace(expected);
    const since = facts.observe(
      'health',
      `application/${object?.uid ?? application.name}/${application.name}`,
      inPlace ? 'in place' : 'not in place',
      facts.registration?.secret.createdAt,
    );
    if (!inPlace) {
      weigh(
        since,
        application.health === 'Healthy'
          ? GRACES.applicationNotSynced
          : GRACES.applicationNotHealthy,
        () => applicationSentence(expected),
      );
    }
  }
  const [first] = found.sort(
    (one, other) => millis(one.since) - millis(other.since),
  );
  return first && { since: first.since, sentence: first.sentence() };
}
