import { projectBase, ProjectedType } from './projectBase';
import { asNumber, asRecord, asString, bounded } from './read';
import type { ProjectedWarningEvent } from './types';

const MAX_EVENT_MESSAGE = 2_000;

/** A core/v1 Event of type Warning, of the old form (count, timestamps) or the new one (eventTime, series). */
export function projectWarningEvent(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedWarningEvent | undefined {
  const base = projectBase(object, type, 'warning-event');
  if (!base || object.type !== 'Warning') {
    return undefined;
  }
  const involved = asRecord(object.involvedObject);
  const series = asRecord(object.series);
  const eventTime = asString(object.eventTime);
  const firstSeen = asString(object.firstTimestamp) ?? eventTime;
  return {
    ...base,
    involvedUid: asString(involved.uid) ?? '',
    involved: {
      apiVersion: asString(involved.apiVersion) ?? '',
      kind: asString(involved.kind) ?? '',
      namespace: asString(involved.namespace),
      name: asString(involved.name) ?? '',
    },
    reason: asString(object.reason) ?? '',
    message: bounded(asString(object.message), MAX_EVENT_MESSAGE) ?? '',
    count: asNumber(series.count) ?? asNumber(object.count) ?? 1,
    firstSeen,
    lastSeen:
      asString(series.lastObservedTime) ??
      asString(object.lastTimestamp) ??
      firstSeen,
    component:
      asString(asRecord(object.source).component) ??
      asString(object.reportingComponent),
  };
}
