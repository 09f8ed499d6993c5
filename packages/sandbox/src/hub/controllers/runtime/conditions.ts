import { KubeObject } from '../../store/types';
import { timestamp } from './ControllerClock';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
}

export function conditionOf(
  object: KubeObject | undefined,
  type: string,
): Condition | undefined {
  const conditions = object?.status?.conditions;
  return Array.isArray(conditions)
    ? conditions.find((condition: Condition) => condition?.type === type)
    : undefined;
}

export function isTrue(object: KubeObject | undefined, type: string): boolean {
  return conditionOf(object, type)?.status === 'True';
}

/**
 * Sets conditions as crossplane-runtime does: in place, new ones last, and the time moves whenever anything of the
 * condition moves, its observed generation included (crossplane/crossplane-runtime:apis/common/v1/condition.go).
 */
export function setConditions(
  status: Record<string, any>,
  now: Date,
  ...conditions: Condition[]
) {
  const list: Condition[] = Array.isArray(status.conditions)
    ? status.conditions
    : [];
  for (const condition of conditions) {
    const index = list.findIndex(({ type }) => type === condition.type);
    const { lastTransitionTime, ...before } = list[index] ?? { type: '' };
    if (index >= 0 && sameCondition(before, condition)) continue;
    const next = { lastTransitionTime: timestamp(now), ...clean(condition) };
    if (index >= 0) list[index] = next;
    else list.push(next);
  }
  status.conditions = list;
}

function sameCondition(
  a: Omit<Condition, 'status'> & { status?: string },
  b: Condition,
) {
  return (
    a.status === b.status &&
    a.reason === b.reason &&
    (a.message ?? '') === (b.message ?? '') &&
    a.observedGeneration === b.observedGeneration
  );
}

function clean(condition: Condition): Condition {
  return Object.fromEntries(
    Object.entries(condition).filter(([, value]) => value !== undefined),
  ) as unknown as Condition;
}
