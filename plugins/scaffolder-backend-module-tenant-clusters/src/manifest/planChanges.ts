import { InputError } from '@backstage/errors';
import { isDeepStrictEqual } from 'node:util';
import { formatPath } from './fieldPath';
import { isRecord } from './isRecord';
import type { Change, FieldEdit, PathStep, Place } from './types';

/** The key by which YAML 1.1 maps inherit fields of others. */
const MERGE_KEY = '<<';

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  return isRecord(value) ? 'a map' : `the value ${JSON.stringify(value)}`;
}

/** The rest of a path as the value that has to be made. */
function nest(steps: PathStep[], value: unknown): unknown {
  return steps.reduceRight<unknown>((inner, step) => {
    if (typeof step === 'string') {
      return { [step]: inner };
    }
    if (typeof step === 'object') {
      return [{ [step.key]: step.value, ...(isRecord(inner) ? inner : {}) }];
    }
    return [inner];
  }, value);
}

function findItem(
  list: unknown[],
  step: { key: string; value: string },
  path: PathStep[],
): number {
  const found = list.flatMap((item, index) =>
    isRecord(item) && String(item[step.key]) === step.value ? [index] : [],
  );
  if (found.length > 1) {
    throw new InputError(
      `${formatPath(path)}: ${found.length} items have ${step.key} ${
        step.value
      }; it is not clear which one is meant`,
    );
  }
  return found[0] ?? list.length;
}

interface Found {
  /** Place of the deepest part of the path that exists. */
  place: Place;
  value: unknown;
  /** What of the path does not exist. */
  missing: PathStep[];
}

/** Follows a path as far as it exists. */
function follow(content: unknown, path: PathStep[]): Found {
  let value = content;
  const place: Place = [];
  for (const [depth, step] of path.entries()) {
    const missing = path.slice(depth);
    const here = formatPath(path.slice(0, depth)) || 'the document';
    if (value === null || value === undefined) {
      return { place, value: null, missing };
    }
    if (typeof step === 'string') {
      if (!isRecord(value)) {
        throw new InputError(
          `${formatPath(path)}: ${here} is ${kindOf(value)}, not a map`,
        );
      }
      if (!Object.hasOwn(value, step)) {
        if (Object.hasOwn(value, MERGE_KEY) && missing.length > 1) {
          throw new InputError(
            `${formatPath(
              path,
            )}: ${here} inherits fields by a merge key (<<); setting a part of an inherited field would lose its rest`,
          );
        }
        return { place, value, missing };
      }
      place.push(step);
      value = value[step];
    } else {
      if (!Array.isArray(value)) {
        throw new InputError(
          `${formatPath(path)}: ${here} is ${kindOf(value)}, not a list`,
        );
      }
      const index =
        typeof step === 'number'
          ? step
          : findItem(value, step, path.slice(0, depth + 1));
      if (index > value.length) {
        throw new InputError(
          `${formatPath(path)}: the list has only ${value.length} items`,
        );
      }
      if (index === value.length) {
        return { place, value, missing };
      }
      place.push(index);
      value = value[index];
    }
  }
  return { place, value, missing: [] };
}

/** Items that both lists have in the same order, as pairs of places. */
function commonItems(before: unknown[], after: unknown[]): [number, number][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let left = before.length - 1; left >= 0; left--) {
    for (let right = after.length - 1; right >= 0; right--) {
      lengths[left][right] = isDeepStrictEqual(before[left], after[right])
        ? lengths[left + 1][right + 1] + 1
        : Math.max(lengths[left + 1][right], lengths[left][right + 1]);
    }
  }
  const pairs: [number, number][] = [];
  let left = 0;
  let right = 0;
  while (left < before.length && right < after.length) {
    if (isDeepStrictEqual(before[left], after[right])) {
      pairs.push([left, right]);
      left += 1;
      right += 1;
    } else if (lengths[left + 1][right] >= lengths[left][right + 1]) {
      left += 1;
    } else {
      right += 1;
    }
  }
  return pairs;
}

const sameName = (left: unknown, right: unknown) =>
  !isRecord(left) || !isRecord(right) || left.name === right.name;

/** Changes of a list from its end to its beginning, so that places stay what they are. */
function listChanges(
  place: Place,
  before: unknown[],
  after: unknown[],
): Change[] {
  const ends: [number, number][] = [
    ...commonItems(before, after),
    [before.length, after.length],
  ];
  const gaps = ends.map(([left, right], index) => {
    const [fromLeft, fromRight] =
      index === 0 ? [0, 0] : ends[index - 1].map(end => end + 1);
    return { fromLeft, left, fromRight, right };
  });
  return gaps.reverse().flatMap(({ fromLeft, left, fromRight, right }) => {
    const old = before.slice(fromLeft, left);
    const fresh = after.slice(fromRight, right);
    // What stands in the same place is the same item with other fields, unless its name says otherwise.
    const pairs: number[] = [];
    for (let at = 0; at < Math.min(old.length, fresh.length); at++) {
      if (!sameName(old[at], fresh[at])) {
        break;
      }
      pairs.push(at);
    }
    return [
      ...fresh.slice(pairs.length).map((value, offset) => ({
        type: 'insertItem' as const,
        place,
        index: left + offset,
        value,
      })),
      ...old
        .slice(pairs.length)
        .map((_, offset) => ({
          type: 'remove' as const,
          place: [...place, fromLeft + pairs.length + offset],
        }))
        .reverse(),
      ...pairs
        .reverse()
        .flatMap(at =>
          differences([...place, fromLeft + at], old[at], fresh[at]),
        ),
    ];
  });
}

/**
 * The smallest changes that make one value the other: fields of maps one by one, items of lists aligned, so that what stays keeps
 * its comments and its layout.
 */
function differences(place: Place, before: unknown, after: unknown): Change[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (
    isRecord(before) &&
    isRecord(after) &&
    Object.keys(before).length > 0 &&
    Object.keys(after).length > 0 &&
    !Object.hasOwn(before, MERGE_KEY)
  ) {
    const keys = Object.keys(after);
    const gone = Object.keys(before).filter(key => !Object.hasOwn(after, key));
    return [
      ...keys
        .filter(key => Object.hasOwn(before, key))
        .flatMap(key => differences([...place, key], before[key], after[key])),
      ...keys
        .filter(key => !Object.hasOwn(before, key))
        .map(key => ({
          type: 'insertField' as const,
          place,
          key,
          value: after[key],
        })),
      ...gone.map(key => ({ type: 'remove' as const, place: [...place, key] })),
    ];
  }
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length > 0 &&
    after.length > 0
  ) {
    return listChanges(place, before, after);
  }
  return [{ type: 'replace', place, value: after }];
}

function setChanges(content: unknown, path: PathStep[], value: unknown) {
  const found = follow(content, path);
  if (found.missing.length === 0) {
    return differences(found.place, found.value, value);
  }
  const [step, ...rest] = found.missing;
  if (found.value === null) {
    const whole = nest(found.missing, value);
    return [{ type: 'replace' as const, place: found.place, value: whole }];
  }
  if (typeof step === 'string') {
    return isRecord(found.value) && Object.keys(found.value).length === 0
      ? [
          {
            type: 'replace' as const,
            place: found.place,
            value: nest(found.missing, value),
          },
        ]
      : [
          {
            type: 'insertField' as const,
            place: found.place,
            key: step,
            value: nest(rest, value),
          },
        ];
  }
  const list = found.value as unknown[];
  const [item] = nest(found.missing, value) as unknown[];
  return differences(found.place, list, [...list, item]);
}

function removeChanges(content: unknown, path: PathStep[]): Change[] {
  const { place, missing, value } = follow(content, path);
  if (missing.length === 0) {
    return [{ type: 'remove', place }];
  }
  const [key] = missing;
  const inherited = isRecord(value) ? value[MERGE_KEY] : undefined;
  const sources = Array.isArray(inherited) ? inherited : [inherited];
  if (
    typeof key === 'string' &&
    sources.some(source => isRecord(source) && Object.hasOwn(source, key))
  ) {
    throw new InputError(
      `${formatPath(
        path,
      )}: it is inherited by a merge key (<<) and cannot be taken away here`,
    );
  }
  return [];
}

function itemChanges(
  content: unknown,
  path: PathStep[],
  decide: (list: unknown[]) => unknown[],
): Change[] {
  const { value, missing } = follow(content, path);
  const list = missing.length > 0 || value === null ? [] : value;
  if (!Array.isArray(list)) {
    throw new InputError(
      `${formatPath(path)}: it is ${kindOf(list)}, not a list`,
    );
  }
  const wanted = decide(list);
  return wanted === list ? [] : setChanges(content, path, wanted);
}

/**
 * What has to change in a document's content so that an edit holds; nothing when it holds already.
 *
 * @throws InputError when the path leads through something that is no map or list, or is ambiguous.
 */
export function planChanges(content: unknown, edit: FieldEdit): Change[] {
  const { path } = edit;
  if (edit.remove) {
    return removeChanges(content, path);
  }
  if (edit.addItem !== undefined) {
    return itemChanges(content, path, list =>
      list.some(item => isDeepStrictEqual(item, edit.addItem))
        ? list
        : [...list, edit.addItem],
    );
  }
  if (edit.removeItem !== undefined) {
    return itemChanges(content, path, list => {
      const kept = list.filter(
        item => !isDeepStrictEqual(item, edit.removeItem),
      );
      return kept.length === list.length ? list : kept;
    });
  }
  return setChanges(content, path, edit.set);
}
