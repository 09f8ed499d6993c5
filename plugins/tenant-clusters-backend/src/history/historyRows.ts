import { randomUUID } from 'node:crypto';
import { REMEMBERED_TYPES } from './rememberedTypes';
import { toRecordedTime } from './RecordedTime';
import { storableKey, storableText } from './storable';
import { orderedVersion, plainVersion } from './resourceVersionOrder';
import type { TransitionRow } from './transitionAnswer';
import { weekOf } from './weekOf';
import type {
  FirstObservation,
  JourneyDuration,
  Observation,
  ObservedSubject,
} from './types';

/** Values are names of states; a longer one is somebody's message. */
const MAX_VALUE_LENGTH = 1_000;

/** A row of the table `cluster_state_latest`. */
export interface LatestRow {
  hub: string;
  cluster: string;
  type: string;
  subject: string;
  value: string;
  previous_value: string | null;
  since: string;
  since_source: string;
  precision_seconds: number | null;
  epoch: number;
  version: string;
}

/** A row of the table `journey_durations`. */
export interface DurationRow {
  hub: string;
  journey: string;
  stage: string;
  journey_kind: string;
  cluster_kind: string;
  size: string;
  region: string;
  tenant: string;
  environment: string;
  seconds: number;
  finished_at: string;
  finished_week: string;
}

type SubjectColumns = Pick<LatestRow, 'hub' | 'cluster' | 'type' | 'subject'>;

/** Identifies a subject, in rows and observations alike. */
export const keyOf = ({ hub, cluster, type, subject }: SubjectColumns) =>
  JSON.stringify([hub, cluster, type, subject]);

/** The first sight of what is not remembered is no transition. */
export const isTransition = (row: LatestRow) =>
  row.previous_value !== null ||
  REMEMBERED_TYPES.has(row.type as ObservedSubject['type']);

export function toLatestRow(observation: Observation): LatestRow {
  const { hub, cluster, type, subject, value, since, position } = observation;
  return {
    hub,
    cluster: storableKey(cluster),
    type,
    subject: storableKey(subject),
    value: storableText(value.slice(0, MAX_VALUE_LENGTH)),
    previous_value: null,
    since: since.at,
    since_source: since.source,
    precision_seconds: since.precisionSeconds ?? null,
    epoch: position.epoch,
    version: orderedVersion(position.resourceVersion),
  };
}

export function toTransitionRow(row: LatestRow): TransitionRow {
  return {
    id: randomUUID(),
    hub: row.hub,
    cluster: row.cluster,
    type: row.type,
    subject: row.subject,
    from_value: row.previous_value,
    to_value: row.value,
    at: row.since,
    source: row.since_source,
    precision_seconds: row.precision_seconds,
  };
}

export function toDurationRow(duration: JourneyDuration): DurationRow {
  return {
    hub: duration.hub,
    journey: storableKey(duration.journey),
    stage: duration.stage ?? '',
    journey_kind: duration.journeyKind,
    cluster_kind: storableKey(duration.clusterKind),
    size: storableKey(duration.size ?? ''),
    region: storableKey(duration.region ?? ''),
    tenant: storableKey(duration.tenant ?? ''),
    environment: storableKey(duration.environment ?? ''),
    seconds: duration.seconds,
    // Times order as texts only while all have one form.
    finished_at: new Date(duration.finishedAt).toISOString(),
    finished_week: weekOf(duration.finishedAt),
  };
}

/** Reads a row of `cluster_state_latest`. */
export function fromLatestRow(row: LatestRow): Observation {
  return {
    hub: row.hub,
    cluster: row.cluster,
    type: row.type as ObservedSubject['type'],
    subject: row.subject,
    value: row.value,
    since: toRecordedTime(row.since, row.since_source, row.precision_seconds),
    position: {
      epoch: row.epoch,
      resourceVersion: plainVersion(row.version),
    },
  };
}

/** Reads a row of `transitions` as the time of a value. */
export function toFirstObservation(row: TransitionRow): FirstObservation {
  return {
    hub: row.hub,
    cluster: row.cluster,
    type: row.type as ObservedSubject['type'],
    subject: row.subject,
    value: row.to_value,
    since: toRecordedTime(row.at, row.source, row.precision_seconds),
  };
}
