import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ObservedSubject, StateClock } from '../../history/types';

/** Remembers in memory what the real clock keeps in a database, by the same rules. */
export class TestClock implements StateClock {
  now = 0;
  readonly #known = new Map<string, { value: string; since: TimeFact }>();
  readonly #firsts = new Map<string, TimeFact>();

  since(subject: ObservedSubject, value: string, hint?: string): TimeFact {
    const key = JSON.stringify(subject);
    const known = this.#known.get(key);
    if (known?.value === value) {
      return known.since;
    }
    const useHint = !known && hint && Date.parse(hint) <= this.now;
    const since: TimeFact = useHint
      ? { at: hint, source: 'object' }
      : { at: new Date(this.now).toISOString(), source: 'observed' };
    this.#known.set(key, { value, since });
    const first = `${key}=${value}`;
    this.#firsts.set(first, this.#firsts.get(first) ?? since);
    return since;
  }

  ever(subject: ObservedSubject, value: string): TimeFact | undefined {
    return this.#firsts.get(`${JSON.stringify(subject)}=${value}`);
  }
}
