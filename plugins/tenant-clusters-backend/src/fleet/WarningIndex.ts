import type { ProjectedWarningEvent } from '../projections';
import { MultiMap } from './MultiMap';

/** Different reasons and messages about one object that are worth keeping. */
const MAX_EXPIRED = 20;

/**
 * Warning events by the object they are about. An event that expires on the hub stays as long as its object does: expiry
 * does not mend what it told of.
 */
export class WarningIndex {
  readonly #events = new MultiMap<string, ProjectedWarningEvent>();
  readonly #expired = new Set<string>();

  add(event: ProjectedWarningEvent): void {
    this.#events.add(event.involvedUid, event);
    this.#expired.delete(event.uid);
  }

  delete(event: ProjectedWarningEvent): void {
    this.#events.delete(event.involvedUid, event);
    this.#expired.delete(event.uid);
  }

  /**
   * Marks an event as gone from the hub.
   *
   * @returns the events to forget: those that a newer one of the same reason repeats, and the oldest beyond the bound
   */
  expire(event: ProjectedWarningEvent): ProjectedWarningEvent[] {
    this.#expired.add(event.uid);
    const kept = new Set<string>();
    const expired = this.of(event.involvedUid).filter(other =>
      this.#expired.has(other.uid),
    );
    return expired.filter(other => {
      const repeated = kept.has(`${other.reason}\n${other.message}`);
      kept.add(`${other.reason}\n${other.message}`);
      return repeated || kept.size > MAX_EXPIRED;
    });
  }

  /** Latest first. */
  of(involvedUid: string): ProjectedWarningEvent[] {
    return this.#events
      .get(involvedUid)
      .sort((left, right) =>
        (right.lastSeen ?? '').localeCompare(left.lastSeen ?? ''),
      );
  }
}
