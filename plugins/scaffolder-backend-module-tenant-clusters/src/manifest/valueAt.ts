import { isRecord } from './isRecord';
import type { PathStep } from './types';

/** The value at a path of a parsed document; undefined where there is none. */
export function valueAt(content: unknown, path: PathStep[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'object') {
      return Array.isArray(value)
        ? value.find(
            item => isRecord(item) && String(item[step.key]) === step.value,
          )
        : undefined;
    }
    if (Array.isArray(value)) {
      return typeof step === 'number' ? value[step] : undefined;
    }
    return isRecord(value) && Object.hasOwn(value, step)
      ? value[step]
      : undefined;
  }, content);
}
