import type { ObjectDifference } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import type { ManagedResource } from '../connection/ArgocdClient';
import { redactObject } from './redactObject';

/** Characters of the longest diff of one object. */
const MAX_DIFF = 64 * 1024;
/** Values of a Secret are hidden by Argo CD itself; here even their names stay away. */
const NEVER = new Set(['Secret', 'ConfigMap']);

/** What Git wants and what is there, one entry an object. Secrets and ConfigMaps are named, never shown. */
export function differencesOf(
  resources: ManagedResource[],
): ObjectDifference[] {
  return resources
    .filter(({ hook, kind, name }) => !hook && kind && name)
    .map(differenceOf);
}

function differenceOf(resource: ManagedResource): ObjectDifference {
  const { group, kind = '', namespace, name = '' } = resource;
  const live = parse(resource.normalizedLiveState || resource.liveState);
  const target = parse(resource.predictedLiveState || resource.targetState);
  const state = stateOf(resource, live, target);
  const base = {
    ...(group && { group }),
    kind,
    ...(namespace && { namespace }),
    name,
    state,
  };
  if (state === 'same' || (NEVER.has(kind) && !group)) {
    return base;
  }
  const diff = createTwoFilesPatch('live', 'git', text(live), text(target));
  return {
    ...base,
    diff: diff.slice(0, MAX_DIFF),
    ...(diff.length > MAX_DIFF && { truncated: true }),
  };
}

function stateOf(
  resource: ManagedResource,
  live: Record<string, unknown> | undefined,
  target: Record<string, unknown> | undefined,
): ObjectDifference['state'] {
  if (!live) {
    return 'missing';
  }
  if (!parse(resource.targetState) || !target) {
    return 'extra';
  }
  const isModified = resource.modified ?? text(live) !== text(target);
  return isModified ? 'changed' : 'same';
}

/** The API writes an absent state as an empty text or "null". */
function parse(state: string | undefined): Record<string, unknown> | undefined {
  if (!state) {
    return undefined;
  }
  try {
    const object = JSON.parse(state) as Record<string, unknown> | null;
    return object ?? undefined;
  } catch {
    return undefined;
  }
}

function text(object: Record<string, unknown> | undefined): string {
  if (!object) {
    return '';
  }
  const { object: clean } = redactObject(object);
  delete clean.status;
  return stringify(clean, { sortMapEntries: true, lineWidth: 0 });
}
