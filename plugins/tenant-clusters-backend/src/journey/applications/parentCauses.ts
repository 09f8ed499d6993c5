import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedApplication,
  ProjectedApplicationSet,
} from '../../projections/types';
import type { Cause } from '../Cause';
import { applicationParents } from '../correlate/applicationParents';
import { conditionEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { isFailure } from '../walk/resourceState';
import { applicationCauses } from './applicationCauses';

/** What an ApplicationSet says against itself: while it does, what it made stays as it was made last. */
function applicationSetCauses(
  facts: JourneyFacts,
  set: ProjectedApplicationSet,
  stage: StageName,
): Cause[] {
  return set.conditions
    .filter(condition => isFailure(set, condition) && condition.message)
    .slice(0, 1)
    .map(condition => {
      const since = facts.observe(
        'blocker',
        `application-set/${set.uid}/${condition.type}`,
        'standing',
        condition.lastTransitionTime,
      );
      return {
        type: 'application-condition',
        stage,
        object: set,
        condition,
        message: condition.message,
        resource: set.name,
        facts: { application: set.name, kind: set.kind },
        since,
        waiting: 0,
        depth: 1,
        ordinary: false,
        evidence: [conditionEvidence(set, condition, since)],
      };
    });
}

/** What keeps that from being applied which makes an application: its app of apps or its ApplicationSet, up to the root. */
export function parentCauses(
  facts: JourneyFacts,
  application: ProjectedApplication,
  stage: StageName,
): Cause[] {
  const parents = applicationParents(facts.input.fleet, application);
  facts.dependOn(...parents.map(({ object }) => object));
  return parents.flatMap(({ object }) =>
    object.role === 'application-set'
      ? applicationSetCauses(facts, object, stage)
      : applicationCauses(facts, object, stage).filter(
          ({ type }) => type !== 'application-unhealthy',
        ),
  );
}
