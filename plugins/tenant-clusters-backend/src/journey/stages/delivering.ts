import type {
  StageState,
  Step,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { applicationCauses } from '../applications/applicationCauses';
import { isInPlace } from '../applications/expectedApplications';
import type { ExpectedApplication } from '../applications/expectedApplications';
import type { Cause } from '../Cause';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { latest, objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';

function stepState(expected: ExpectedApplication): StageState {
  const { application } = expected;
  if (isInPlace(expected)) {
    return 'done';
  }
  if (!application.exists) {
    return 'waiting';
  }
  const isFailed =
    application.health === 'Degraded' ||
    ['Failed', 'Error'].includes(application.operation ?? '') ||
    application.conditions.some(({ bad }) => bad);
  return isFailed ? 'failed' : 'active';
}

function applicationStep(expected: ExpectedApplication): Step {
  const { application, object } = expected;
  const { sync = 'Unknown', health = 'Unknown' } = application;
  return {
    name: application.name,
    state: stepState(expected),
    summary: application.exists
      ? say('step.application.state', { sync, health })
      : say('step.application.missing'),
    evidence: object ? [objectEvidence(object, 'destination')] : [],
  };
}

function missingCause(
  facts: JourneyFacts,
  { application }: ExpectedApplication,
): Cause {
  return {
    type: 'application-missing',
    stage: 'delivering',
    resource: application.name,
    facts: {
      application: application.name,
      cluster: facts.subject.name,
      ...(application.addon && { addon: application.addon }),
    },
    since: facts.observe(
      'blocker',
      `application-missing/${application.name}`,
      'standing',
      facts.registration?.secret.createdAt,
    ),
    waiting: 0,
    depth: 0,
    ordinary: false,
    evidence: facts.registration
      ? [objectEvidence(facts.registration.secret, facts.registration.via)]
      : [],
  };
}

/** Done when every expected application exists with this cluster as its destination, Synced and Healthy. */
export function delivering(facts: JourneyFacts): StageVerdict {
  const { registration, actors } = facts;
  const actor = actors.tenant;
  const expected = facts.applications.filter(
    ({ application }) => application.expected,
  );
  const inPlace = expected.filter(isInPlace);
  const progress = { ready: inPlace.length, known: expected.length };
  if (!registration) {
    const isHandedOver = facts.runs.handover[0]?.phase === 'Succeeded';
    if (isHandedOver && expected.length > 0) {
      return {
        state: 'unknown',
        actor,
        summary: say('stage.delivering.unregistered'),
        evidence: facts.runs.links,
      };
    }
    return {
      state: 'waiting',
      actor,
      summary: say('stage.delivering.waiting'),
    };
  }
  if (expected.length === 0) {
    return {
      state: 'skipped',
      actor,
      summary: say('stage.delivering.skipped'),
    };
  }
  const common = {
    actor,
    progress,
    startedAt: objectTime(registration.secret.createdAt),
    steps: expected.map(applicationStep),
    evidence: [objectEvidence(registration.secret, registration.via)],
  };
  const known = String(progress.known);
  if (progress.ready === progress.known) {
    return {
      ...common,
      state: 'done',
      finishedHint: latest(
        expected.map(({ application }) => application.lastSync),
      )?.at,
      summary: say('stage.delivering.done', { known }),
    };
  }
  return {
    ...common,
    state: 'active',
    summary: say('stage.delivering.active', {
      ready: String(progress.ready),
      known,
    }),
    causes: expected
      .filter(one => !isInPlace(one))
      .flatMap(one =>
        one.object
          ? applicationCauses(facts, one.object, 'delivering')
          : [missingCause(facts, one)],
      ),
  };
}
