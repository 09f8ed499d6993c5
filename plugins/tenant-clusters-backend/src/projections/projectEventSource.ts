import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asRecords, asString, asStrings } from './read';
import type { EventSourceResource, ProjectedEventSource } from './types';

const MAX_EVENTS = 100;

function projectResource([event, value]: [
  string,
  unknown,
]): EventSourceResource {
  const source = asRecord(value);
  return {
    event,
    group: asString(source.group) ?? '',
    resource: asString(source.resource) ?? '',
    namespace: asString(source.namespace),
    eventTypes: asStrings(source.eventTypes),
    labels: asRecords(asRecord(source.filter).labels).map(label =>
      [label.key, asString(label.operation) ?? '==', label.value]
        .flatMap(part => asString(part) ?? [])
        .join(' '),
    ),
  };
}

/** An Argo Events EventSource (argoproj/argo-events:pkg/apis/events/v1alpha1/eventsource_types.go): which objects of the hub it listens to. */
export function projectEventSource(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedEventSource | undefined {
  const base = projectBase(object, type, 'event-source');
  return (
    base && {
      ...base,
      resources: Object.entries(asRecord(asRecord(object.spec).resource))
        .slice(0, MAX_EVENTS)
        .map(projectResource)
        .sort((one, other) => (one.event < other.event ? -1 : 1)),
      conditions: projectConditions(object),
    }
  );
}
