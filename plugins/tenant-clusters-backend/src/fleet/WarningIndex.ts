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
  /** Of objects with several events, those in order, until one of them changes. */
  readonly #ordered = new Map<string, ProjectedWarningEvent[]>();

  add(event: ProjectedWarningEvent): void {
    this.#events.add(event.involvedUid, event);
    this.#ordered.delete(event.involvedUid);
    this.#expired.delete(event.uid);
  }

  delete(event: ProjectedWarningEvent): void {
    this.#events.delete(event.involvedUid, event);
    this.#ordered.delete(event.involvedUid);
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

  /** Latest first. Shared, and not to be changed. */
  of(involvedUid: string): ProjectedWarningEvent[] {
    const known = this.#ordered.get(involvedUid);
    if (known) {
      return known;
    }
    const events = this.#events.get(involvedUid);
    if (events.length > 1) {
      // Those of one second in the order of their uids: it must not depend on who was heard first.
      events.sort(
        (left, right) =>
          (right.lastSeen ?? '').localeCompare(left.lastSeen ?? '') ||
          left.uid.localeCompare(right.uid),
      );
      this.#ordered.set(involvedUid, events);
    }
    return events;
  }
}
