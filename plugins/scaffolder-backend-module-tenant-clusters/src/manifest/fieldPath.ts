import { InputError } from '@backstage/errors';
import type { PathStep } from './types';

/** Keys that would reach JavaScript's own machinery instead of a field. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const PLAIN_KEY = /^[^.[\]\s"']+/;
const BRACKET =
  /^\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\d+)|([^=\]"'[]+)=([^\]]*))\]/;

function checked(step: PathStep, path: string): PathStep {
  const key = typeof step === 'object' ? step.key : step;
  if (typeof key === 'string' && UNSAFE_KEYS.has(key)) {
    throw new InputError(`'${path}' names a key that no manifest has: ${key}`);
  }
  return step;
}

function bracketStep(match: RegExpMatchArray): PathStep {
  const [, double, single, index, key, value] = match;
  if (double !== undefined) {
    return double.replace(/\\(.)/g, '$1');
  }
  if (single !== undefined) {
    return single;
  }
  return index !== undefined ? Number(index) : { key, value };
}

/**
 * Reads a path to a field. The grammar: keys joined by dots; a key with dots or slashes in brackets and quotes; a place in a list
 * as a number in brackets; the item of a list whose field has a value as `[field=value]`.
 *
 * @example `spec.network.cidr`, `metadata.labels["spokeport.dev/tenant"]`, `spec.nodes[0].size`, `images[name=payments-api].newTag`
 * @throws InputError when it is none.
 */
export function parseFieldPath(path: string | (string | number)[]): PathStep[] {
  const shown = typeof path === 'string' ? path : path.join('.');
  if (typeof path !== 'string') {
    if (path.length === 0) {
      throw new InputError('A path needs at least one key');
    }
    return path.map(step => checked(step, shown));
  }
  const steps: PathStep[] = [];
  let rest = path.trim();
  while (rest !== '') {
    const bracket = rest.match(BRACKET);
    const plain = bracket
      ? undefined
      : rest.replace(/^\./, '').match(PLAIN_KEY) ?? undefined;
    const dotted = rest.startsWith('.');
    if (bracket) {
      steps.push(checked(bracketStep(bracket), shown));
      rest = rest.slice(bracket[0].length);
    } else if (plain && dotted === steps.length > 0) {
      steps.push(checked(plain[0], shown));
      rest = rest.slice(plain[0].length + (dotted ? 1 : 0));
    } else {
      throw new InputError(
        `'${path}' is no path to a field; write it like spec.network.cidr, metadata.labels["spokeport.dev/tenant"] or images[name=api].newTag`,
      );
    }
  }
  if (steps.length === 0) {
    throw new InputError('A path needs at least one key');
  }
  return steps;
}

/** A path as people write it. */
export function formatPath(path: PathStep[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') {
        return `[${step}]`;
      }
      if (typeof step === 'object') {
        return `[${step.key}=${step.value}]`;
      }
      if (/^[^.[\]\s"'/]+$/.test(step)) {
        return index === 0 ? step : `.${step}`;
      }
      return `[${JSON.stringify(step)}]`;
    })
    .join('');
}
