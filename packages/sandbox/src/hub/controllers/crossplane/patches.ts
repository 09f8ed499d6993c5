import { cloneJson } from '../../store/cloneJson';
import {
  deepMerge,
  FieldNotFoundError,
  findField,
  getField,
  isMap,
  parseFieldPath,
  setField,
  setSegments,
} from '../runtime/fieldPath';
import { applyTransforms, formatGo, PatchError } from './transforms';

export type Patch = Record<string, any>;

/** Where a patch reads and what it changes: an XR, a composed resource, or the environment. */
export interface PatchEnds {
  from: Record<string, any>;
  to: Record<string, any>;
}

/** Replaces each `PatchSet` by the patches of the set. */
export function inlinePatchSets(
  patches: Patch[] = [],
  sets: { name: string; patches: Patch[] }[] = [],
): Patch[] {
  return patches.flatMap(patch => {
    if (patch.type !== 'PatchSet') return [patch];
    const set = sets.find(({ name }) => name === patch.patchSetName);
    if (!set) {
      throw new PatchError(
        `cannot find PatchSet by name ${patch.patchSetName}`,
      );
    }
    return set.patches;
  });
}

export function isToComposite(patch: Patch): boolean {
  return ['ToCompositeFieldPath', 'CombineToComposite'].includes(patch.type);
}

/**
 * Applies one patch. A missing optional source does nothing; a missing required one throws FieldNotFoundError; all else
 * that can't be done throws PatchError (crossplane-contrib/function-patch-and-transform:patches.go).
 */
export function applyPatch(patch: Patch, ends: PatchEnds) {
  const required = patch.policy?.fromFieldPath === 'Required';
  let value: unknown;
  try {
    value = patch.combine ? combine(patch, ends) : read(patch, ends);
  } catch (error) {
    if (error instanceof FieldNotFoundError && !required) return;
    throw error;
  }
  const transformed = applyTransforms(value, patch.transforms);
  const path = patch.toFieldPath ?? patch.fromFieldPath;
  write(ends.to, path, transformed, patch.policy?.toFieldPath);
}

function read(patch: Patch, { from }: PatchEnds): unknown {
  if (!patch.fromFieldPath) {
    throw new PatchError(`patch type ${patch.type} requires fromFieldPath`);
  }
  return cloneJson(getField(from, patch.fromFieldPath));
}

function combine(patch: Patch, { from }: PatchEnds): unknown {
  const values = (patch.combine.variables ?? []).map(
    (variable: { fromFieldPath: string }) =>
      getField(from, variable.fromFieldPath),
  );
  if (patch.combine.strategy !== 'string') {
    throw new PatchError(
      `combine strategy ${patch.combine.strategy} is not supported`,
    );
  }
  return formatGo(String(patch.combine.string?.fmt ?? ''), values);
}

function write(
  target: Record<string, any>,
  path: string,
  value: unknown,
  policy?: string,
) {
  const segments = parseFieldPath(path);
  const star = segments.indexOf('*');
  if (star >= 0) {
    const list = findField(target, path.slice(0, path.indexOf('[*]')));
    (Array.isArray(list) ? list : []).forEach((_: unknown, index: number) =>
      setSegments(
        target,
        segments.map((segment, at) => (at === star ? index : segment)),
        value,
      ),
    );
    return;
  }
  const merge = policy && policy !== 'Replace' && isMap(value);
  setField(
    target,
    path,
    merge ? deepMerge(findField(target, path) ?? {}, value) : value,
  );
}
