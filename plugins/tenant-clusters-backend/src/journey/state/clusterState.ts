import type {
  ClusterState,
  StageState,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { SETTLED_AFTER } from '../graces';
import type { ClusterFacts } from '../JourneyFacts';
import { isReady } from '../walk/conditions';

/** Whether the cluster has been through its first delivery: what fails since is a degradation, not a hindrance on its way. */
export function isSettled(facts: ClusterFacts): boolean {
  const { registration, subject, input, claim } = facts;
  if (subject.kind === 'registered') {
    return true;
  }
  if (facts.ever('state', 'state', 'Ready')) {
    return true;
  }
  const registered = registration?.secret.createdAt;
  if (!claim || registered === undefined) {
    return false;
  }
  const settledAt = Date.parse(registered) + SETTLED_AFTER;
  facts.recheckAt(settledAt);
  return input.now >= settledAt;
}

/** What the state of a cluster is found from. */
export interface StateEvidence {
  facts: ClusterFacts;
  /** It is marked for deletion or gone, or its removal is merged. */
  removing: boolean;
  /** A person has to act. */
  blocked: boolean;
  /** It is not as it should be, for longer than its grace. */
  degraded: boolean;
  /** How far its creation is, whatever is done to it since. */
  creation: { provisioned?: StageState; connected?: StageState };
}

/** The state of a cluster as far as its hub was heard, by precedence: the first that holds. */
export function lastKnownState(evidence: StateEvidence): ClusterState {
  const { facts, removing, blocked, degraded, creation } = evidence;
  const { claim, subject } = facts;
  if (removing) {
    return 'Removing';
  }
  if (blocked) {
    return 'Blocked';
  }
  if (subject.kind === 'registered') {
    return degraded ? 'Degraded' : 'Ready';
  }
  if (!claim) {
    return 'Requested';
  }
  const wasReady =
    isReady(claim) || isSettled(facts) || creation.provisioned === 'done';
  if (!wasReady) {
    return 'Provisioning';
  }
  if (['active', 'waiting', 'failed'].includes(creation.connected ?? 'done')) {
    return 'Connecting';
  }
  return degraded ? 'Degraded' : 'Ready';
}

/** The state of a cluster, for people. A hub that has been silent for longer than its limit leaves nothing else to say. */
export function clusterState(
  facts: ClusterFacts,
  lastKnown: ClusterState,
): ClusterState {
  return facts.hub.silent ? 'Unknown' : lastKnown;
}
