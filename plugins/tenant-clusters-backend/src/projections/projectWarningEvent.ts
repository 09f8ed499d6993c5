import { seal } from './fingerprint';
import { intern, internOptional } from './intern';
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
  return seal<ProjectedWarningEvent>({
    ...base,
    involvedUid: intern(asString(involved.uid) ?? ''),
    involved: {
      apiVersion: intern(asString(involved.apiVersion) ?? ''),
      kind: intern(asString(involved.kind) ?? ''),
      namespace: internOptional(asString(involved.namespace)),
      name: intern(asString(involved.name) ?? ''),
    },
    reason: intern(asString(object.reason) ?? ''),
    message: bounded(asString(object.message), MAX_EVENT_MESSAGE) ?? '',
    count: asNumber(series.count) ?? asNumber(object.count) ?? 1,
    firstSeen,
    lastSeen:
      asString(series.lastObservedTime) ??
      asString(object.lastTimestamp) ??
      firstSeen,
    component: internOptional(
      asString(asRecord(object.source).component) ??
        asString(object.reportingComponent),
    ),
  });
}
