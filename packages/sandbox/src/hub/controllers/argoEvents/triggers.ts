import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject } from '../../store/types';
import { stableSuffix } from '../runtime/names';
import { refTo } from '../runtime/objects';
import { parameterValue, readPath, writePath } from './payloadPath';

/** An event as a Sensor gets it from the bus. */
export interface SensorEvent {
  /** The same for a repeated delivery of one event. */
  id: string;
  context: Record<string, unknown>;
  data: Record<string, unknown>;
}

/** The triggers of a Sensor that an event of one dependency fires: those whose conditions it alone fulfils. */
export function firedTriggers(
  sensor: KubeObject,
  dependency: string,
): Record<string, any>[] {
  const names = (sensor.spec?.dependencies ?? []).map(
    ({ name }: { name: string }) => name,
  );
  return (sensor.spec?.triggers ?? [])
    .map((trigger: Record<string, any>) => trigger.template ?? {})
    .filter((template: Record<string, any>) => {
      const conditions: string = template.conditions || names.join(' && ');
      return conditions
        .split('||')
        .some(part => part.replace(/[()\s]/g, '') === dependency);
    });
}

/** Whether an event passes a dependency's data filters (argo-events:pkg/sensors/dependencies). */
export function passesFilters(
  dependency: Record<string, any>,
  event: SensorEvent,
): boolean {
  return (dependency.filters?.data ?? []).every(
    (filter: Record<string, any>) => {
      const value = readPath(event.data, filter.path);
      const wanted: string[] = filter.value ?? [];
      const equal =
        filter.type === 'number'
          ? wanted.some(item => Number(item) === Number(value))
          : wanted.some(item =>
              new RegExp(`^(?:${item})$`).test(String(value)),
            );
      return filter.comparator === '!=' ? !equal : value !== undefined && equal;
    },
  );
}

/** Does what a trigger says. A repeated event finds its object there already and does nothing. */
export function executeTrigger(
  store: HubStore,
  sensor: KubeObject,
  template: Record<string, any>,
  dependency: string,
  event: SensorEvent,
  now: Date,
) {
  const action = template.k8s ?? template.argoWorkflow;
  if (!action) return;
  const manifest: KubeObject = cloneJson(action.source?.resource);
  for (const { src, dest, operation } of action.parameters ?? []) {
    if (src.dependencyName !== dependency) continue;
    const value = parameterValue(src, event);
    const before = String(readPath(manifest, dest) ?? '');
    const joined: Record<string, unknown> = {
      append: `${before}${value}`,
      prepend: `${value}${before}`,
    };
    writePath(manifest, dest, joined[operation] ?? value);
  }
  manifest.metadata.namespace ??= sensor.metadata.namespace;
  manifest.metadata.labels = {
    ...manifest.metadata.labels,
    'events.argoproj.io/sensor': sensor.metadata.name,
    'events.argoproj.io/trigger': template.name,
    'events.argoproj.io/action-timestamp': String(now.getTime()),
  };
  if (!manifest.metadata.name) {
    const seed = `${sensor.metadata.uid}/${template.name}/${event.id}`;
    manifest.metadata.name = `${
      manifest.metadata.generateName ?? ''
    }${stableSuffix(seed)}`;
  }
  run(store, action.operation ?? 'create', manifest);
}

function run(store: HubStore, operation: string, manifest: KubeObject) {
  const exists = store.get(refTo(manifest)) !== undefined;
  if (operation === 'delete') {
    if (exists) store.delete(refTo(manifest));
  } else if (operation === 'update' || operation === 'patch') {
    store.apply(manifest);
  } else if (!exists) store.create(manifest);
}
