import type {
  ClusterState,
  Stage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ExplainedCause } from '../explainCauses';
import { SETTLED_AFTER } from '../graces';
import type { JourneyFacts } from '../JourneyFacts';
import { isReady } from '../walk/conditions';
import type { Degradation } from './degradation';

/** Whether the cluster has been through its first delivery: what fails since is a degradation, not a hindrance on its way. */
export function isSettled(facts: JourneyFacts): boolean {
  const { registration, subject, input, claim } = facts;
  if (subject.kind === 'registered') {
    return true;
  }
  if (facts.ever('state', 'state', 'Ready')) {
    return true;
  }
  const registered = registration?.secret.createdAt;
  return (
    claim !== undefined &&
    registered !== undefined &&
    input.now - Date.parse(registered) >= SETTLED_AFTER
  );
}

function isRemoving({ claim, requests }: JourneyFacts): boolean {
  return (
    claim !== undefined &&
    (claim.deletedAt !== undefined ||
      requests.remove?.request.state === 'merged')
  );
}

/** The state of a cluster as far as its hub was heard, by precedence. */
export function lastKnownState(
  facts: JourneyFacts,
  stages: Stage[],
  explained: ExplainedCause[],
  degraded: Degradation | undefined,
): ClusterState {
  const { claim, subject } = facts;
  const settled = isSettled(facts);
  if (isRemoving(facts)) {
    return 'Removing';
  }
  const isHindrance = ({ cause, blocker }: ExplainedCause) =>
    blocker.needsPerson &&
    cause.type !== 'hub-silent' &&
    !(settled && ['provisioned', 'delivering'].includes(cause.stage));
  if (explained.some(isHindrance)) {
    return 'Blocked';
  }
  if (subject.kind === 'registered') {
    return degraded ? 'Degraded' : 'Ready';
  }
  if (!claim) {
    return 'Requested';
  }
  const stateOf = (name: Stage['name']) => {
    const stage = stages.find(candidate => candidate.name === name);
    return stage?.state === 'unknown' ? stage.lastKnown : stage?.state;
  };
  if (!isReady(claim) && !settled && stateOf('provisioned') !== 'done') {
    return 'Provisioning';
  }
  if (
    ['active', 'waiting', 'failed'].includes(stateOf('connected') ?? 'done')
  ) {
    return 'Connecting';
  }
  return degraded ? 'Degraded' : 'Ready';
}

/** The state of a cluster, for people. A hub that has been silent for longer than its limit leaves nothing else to say. */
export function clusterState(
  facts: JourneyFacts,
  lastKnown: ClusterState,
): ClusterState {
  return facts.hub.silent ? 'Unknown' : lastKnown;
}
