import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asRecords, asString } from './read';
import type { ProjectedSensor, SensorTrigger, TriggerParameter } from './types';

const MAX_TRIGGERS = 100;
const MAX_PARAMETERS = 100;

function projectParameters(value: unknown): TriggerParameter[] {
  return asRecords(value)
    .slice(0, MAX_PARAMETERS)
    .flatMap(parameter => {
      const source = asRecord(parameter.src);
      const dest = asString(parameter.dest);
      return dest
        ? [
            {
              dependency: asString(source.dependencyName) ?? '',
              dataKey: asString(source.dataKey),
              dest,
              joined: ['append', 'prepend'].includes(
                asString(parameter.operation) ?? '',
              )
                ? true
                : undefined,
            },
          ]
        : [];
    });
}

function projectTrigger(value: Record<string, unknown>): SensorTrigger[] {
  const template = asRecord(value.template);
  const name = asString(template.name);
  const trigger = asRecord(template.k8s ?? template.argoWorkflow);
  const workflow = asRecord(asRecord(trigger.source).resource);
  const spec = asRecord(workflow.spec);
  return name
    ? [
        {
          name,
          parameters: projectParameters(trigger.parameters),
          arguments: asRecords(asRecord(spec.arguments).parameters)
            .slice(0, MAX_PARAMETERS)
            .map(parameter => asString(parameter.name) ?? ''),
        },
      ]
    : [];
}

/** An Argo Events Sensor (argoproj/argo-events:pkg/apis/events/v1alpha1/sensor_types.go): what of an event it puts where. */
export function projectSensor(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedSensor | undefined {
  const base = projectBase(object, type, 'sensor');
  const spec = asRecord(object.spec);
  return (
    base && {
      ...base,
      dependencies: asRecords(spec.dependencies).map(dependency => ({
        name: asString(dependency.name) ?? '',
        eventSource: asString(dependency.eventSourceName) ?? '',
        event: asString(dependency.eventName) ?? '',
      })),
      triggers: asRecords(spec.triggers)
        .slice(0, MAX_TRIGGERS)
        .flatMap(projectTrigger),
      conditions: projectConditions(object),
    }
  );
}
