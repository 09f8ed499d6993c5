import type {
  Application,
  ClusterState,
  ResourceNode,
  StageState,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Tone } from './tones';

/** A drawn sign, so that no font decides how a state looks. */
export type SignName =
  | 'check'
  | 'cross'
  | 'exclamation'
  | 'quarter'
  | 'half'
  | 'ring'
  | 'question'
  | 'minus'
  | 'dash';

/** Sign and tone of a state; the word comes from the translations. */
export interface Look {
  sign: SignName;
  tone: Tone;
}

export const CLUSTER_LOOKS: Record<ClusterState, Look> = {
  Requested: { sign: 'ring', tone: 'idle' },
  Provisioning: { sign: 'quarter', tone: 'run' },
  Connecting: { sign: 'half', tone: 'run' },
  Ready: { sign: 'check', tone: 'ok' },
  Degraded: { sign: 'exclamation', tone: 'warn' },
  Blocked: { sign: 'cross', tone: 'bad' },
  Removing: { sign: 'minus', tone: 'run' },
  Unknown: { sign: 'question', tone: 'idle' },
};

/** Of a cluster that is gone. */
export const REMOVED_LOOK: Look = { sign: 'dash', tone: 'idle' };

export const STAGE_LOOKS: Record<StageState, Look> = {
  waiting: { sign: 'ring', tone: 'idle' },
  active: { sign: 'quarter', tone: 'run' },
  done: { sign: 'check', tone: 'ok' },
  failed: { sign: 'cross', tone: 'bad' },
  skipped: { sign: 'dash', tone: 'idle' },
  unknown: { sign: 'question', tone: 'warn' },
};

const RESOURCE_LOOKS: Record<ResourceNode['state'], Look> = {
  ready: { sign: 'check', tone: 'ok' },
  waiting: { sign: 'ring', tone: 'idle' },
  failed: { sign: 'cross', tone: 'bad' },
  deleting: { sign: 'minus', tone: 'run' },
  missing: { sign: 'question', tone: 'warn' },
  none: { sign: 'dash', tone: 'idle' },
};

const HEALTH_LOOKS: Record<NonNullable<Application['health']>, Look> = {
  Healthy: { sign: 'check', tone: 'ok' },
  Progressing: { sign: 'quarter', tone: 'run' },
  Suspended: { sign: 'minus', tone: 'warn' },
  Degraded: { sign: 'cross', tone: 'bad' },
  Missing: { sign: 'question', tone: 'warn' },
  Unknown: { sign: 'question', tone: 'idle' },
};

const SYNC_LOOKS: Record<NonNullable<Application['sync']>, Look> = {
  Synced: { sign: 'check', tone: 'ok' },
  OutOfSync: { sign: 'exclamation', tone: 'warn' },
  Unknown: { sign: 'question', tone: 'idle' },
};

const UNKNOWN: Look = { sign: 'question', tone: 'idle' };

/** Looks are found by a value that a hub wrote: what is not known gets the look of unknown, never a crash. */
export function lookOf<TKey extends string>(
  looks: Record<TKey, Look>,
  key: TKey | undefined,
): Look {
  return key !== undefined && Object.hasOwn(looks, key) ? looks[key] : UNKNOWN;
}

/** What waits for its own parts is on its way; what waits for others stands still. */
export function resourceLook(
  node: Pick<ResourceNode, 'state' | 'progress'>,
): Look {
  return node.state === 'waiting' && node.progress
    ? { sign: 'quarter', tone: 'run' }
    : lookOf(RESOURCE_LOOKS, node.state);
}

export const healthLook = (health: Application['health']) =>
  lookOf(HEALTH_LOOKS, health);

export const syncLook = (sync: Application['sync']) => lookOf(SYNC_LOOKS, sync);
