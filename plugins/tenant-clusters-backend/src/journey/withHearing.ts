import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../fleet/types';

type SummaryFields = Omit<ClusterSummary, 'heardAt'>;

/**
 * When a hub was heard last moves with each word from it, and with nothing of its clusters: it is read when it is asked for. By
 * an accessor of the class, since one of its own would make each summary an object of a form of its own.
 */
class Hearing {
  readonly #fleet: FleetReader;

  constructor(fleet: FleetReader) {
    this.#fleet = fleet;
  }

  get heardAt(): string | undefined {
    const { ref } = this as unknown as SummaryFields;
    return this.#fleet.hub(ref.hub)?.heardAt;
  }

  toJSON(): ClusterSummary {
    const { heardAt } = this;
    return { ...(this as unknown as SummaryFields), heardAt };
  }
}

/** A summary that tells when its hub was heard, also as JSON. A copy of it by spreading does not. */
export function withHearing(
  fleet: FleetReader,
  summary: SummaryFields,
): ClusterSummary {
  return Object.assign(new Hearing(fleet), summary);
}
