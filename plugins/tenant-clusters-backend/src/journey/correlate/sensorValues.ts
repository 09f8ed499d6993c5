import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedMetadata,
  ProjectedSensor,
  ProjectedWorkflow,
  SensorTrigger,
  TriggerParameter,
} from '../../projections/types';

/** https://argoproj.github.io/argo-events: labels of what a Sensor creates. */
export const SENSOR_LABEL = 'events.argoproj.io/sensor';
const TRIGGER_LABEL = 'events.argoproj.io/trigger';

/** A value of a run, and where in the event it was taken from. */
export interface EventValue {
  path: string[];
  value: string;
}

/**
 * Splits a path of a Sensor's parameter, as gjson and sjson read it.
 * Grammar: key ( '.' key )*, where a backslash takes the next character as it is: `body.metadata.labels.spokeport\.dev/name`.
 */
export function splitSensorPath(path: string): string[] {
  const keys = [''];
  for (let index = 0; index < path.length; index += 1) {
    if (path[index] === '\\') {
      index += 1;
      keys[keys.length - 1] += path[index] ?? '';
    } else if (path[index] === '.') {
      keys.push('');
    } else {
      keys[keys.length - 1] += path[index];
    }
  }
  return keys;
}

/** What stands in a run at the place that a parameter was written to; undefined for places that are not kept. */
function valueAt(
  { labels, parameters }: ProjectedWorkflow,
  trigger: SensorTrigger,
  dest: string,
): string | undefined {
  const [root, second, ...rest] = splitSensorPath(dest);
  if (root === 'metadata' && second === 'labels' && rest.length === 1) {
    return labels[rest[0]];
  }
  const [list, position, field] = rest;
  return root === 'spec' &&
    second === 'arguments' &&
    list === 'parameters' &&
    field === 'value'
    ? parameters[trigger.arguments[Number(position)]]
    : undefined;
}

function triggersOf(
  fleet: FleetReader,
  { hub, labels }: ProjectedWorkflow,
): { sensor: ProjectedSensor; trigger: SensorTrigger }[] {
  return fleet
    .listed(hub, 'sensor')
    .filter(({ name }) => name === labels[SENSOR_LABEL])
    .flatMap(sensor =>
      sensor.triggers
        .filter(
          ({ name }) =>
            labels[TRIGGER_LABEL] === undefined ||
            name === labels[TRIGGER_LABEL],
        )
        .map(trigger => ({ sensor, trigger })),
    );
}

/**
 * What a run was given of its event, by the parameter mapping of the Sensor that started it. Undefined where that Sensor is not
 * seen, or where more than one could have been it and they differ.
 */
export function sensorValues(
  fleet: FleetReader,
  workflow: ProjectedWorkflow,
): EventValue[] | undefined {
  const readings = triggersOf(fleet, workflow).map(({ trigger }) =>
    trigger.parameters.flatMap<EventValue>(
      ({ dataKey, dest, joined }: TriggerParameter) => {
        const value =
          dataKey && !joined ? valueAt(workflow, trigger, dest) : undefined;
        return dataKey && value
          ? [{ path: splitSensorPath(dataKey), value }]
          : [];
      },
    ),
  );
  const [first, ...others] = readings;
  const isSame = others.every(
    other => JSON.stringify(other) === JSON.stringify(first),
  );
  return first && first.length > 0 && isSame ? first : undefined;
}

const METADATA = ['uid', 'name', 'namespace', 'labels', 'annotations'];

/** Those that were taken from the metadata of the object that the event is: its data is never read. */
export const metadataValues = (values: EventValue[]) =>
  values.filter(
    ({ path: [body, metadata, field] }) =>
      body === 'body' && metadata === 'metadata' && METADATA.includes(field),
  );

/** Whether all that a run was given of an object's metadata is this object's. */
export function isGivenBy(
  values: EventValue[],
  event: ProjectedMetadata,
): boolean {
  return metadataValues(values).every(({ path: [, , field, key], value }) => {
    switch (field) {
      case 'labels':
        return event.labels[key] === value;
      case 'annotations':
        // Only some annotations are kept; of the others nothing is known.
        return (event.annotations[key] ?? value) === value;
      case 'uid':
        return event.uid === value;
      case 'name':
        return event.name === value;
      default:
        return event.namespace === value;
    }
  });
}
