import { cloneJson } from '../../store/cloneJson';
import { KubeObject } from '../../store/types';
import { timestamp } from '../runtime/ControllerClock';
import { sourcesOf } from './loadTargetState';

/** `source` or `sources`, as the spec has it. */
export function sourceFields(spec: Record<string, any>) {
  return Array.isArray(spec.sources) && spec.sources.length > 0
    ? { sources: cloneJson(spec.sources) }
    : { source: cloneJson(spec.source) };
}

/** `revision` of a single source, `revisions` of several. */
export function revisionFields(
  spec: Record<string, any>,
  revisions: string[],
): { revision?: string; revisions?: string[] } {
  return Array.isArray(spec.sources) && spec.sources.length > 0
    ? { revisions: [...revisions] }
    : { revision: revisions[0] };
}

export function revisionsOf(fields: {
  revision?: string;
  revisions?: string[];
}): string[] {
  return fields?.revisions ?? (fields?.revision ? [fields.revision] : []);
}

export function comparedTo(spec: Record<string, any>) {
  return {
    destination: cloneJson(spec.destination),
    ...sourceFields(spec),
    ...(spec.ignoreDifferences
      ? { ignoreDifferences: cloneJson(spec.ignoreDifferences) }
      : {}),
  };
}

/** What an Application without a resolved revision is compared at: the names it asks for. */
export function unresolvedRevisions(spec: Record<string, any>): string[] {
  return sourcesOf(spec).map(({ targetRevision }) =>
    String(targetRevision ?? 'HEAD'),
  );
}

/** Replaces the conditions of the given types; a condition that says the same keeps its time. */
export function setApplicationConditions(
  status: Record<string, any>,
  conditions: { type: string; message: string }[],
  evaluated: string[],
  now: Date,
) {
  const before: { type: string; message: string }[] = status.conditions ?? [];
  const kept = before.filter(({ type }) => !evaluated.includes(type));
  const next = conditions.map(
    condition =>
      before.find(
        ({ type, message }) =>
          type === condition.type && message === condition.message,
      ) ?? { ...condition, lastTransitionTime: timestamp(now) },
  );
  const all = [...kept, ...next];
  if (all.length > 0) status.conditions = all;
  else delete status.conditions;
}

export function setHealth(
  status: Record<string, any>,
  health: string,
  now: Date,
) {
  if (status.health?.status === health) return;
  status.health = { status: health, lastTransitionTime: timestamp(now) };
}

export function automation(
  app: KubeObject,
): { prune: boolean; selfHeal: boolean } | undefined {
  const automated = app.spec?.syncPolicy?.automated;
  if (!automated || automated.enabled === false) return undefined;
  return {
    prune: automated.prune === true,
    selfHeal: automated.selfHeal === true,
  };
}
