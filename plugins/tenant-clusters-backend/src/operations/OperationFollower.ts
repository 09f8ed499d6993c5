import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FleetReader } from '../fleet/types';
import { RemoteError } from './connection/RemoteError';
import { isFinal, observedUid, observeRecord } from './observeRecord';
import type { OperationStore } from './OperationStore';
import type { OperationRecord } from './types';
import { watchObject } from './watchObject';

/** Follows operations that a hub was asked for, by what the fleet shows of them. */
export class OperationFollower {
  readonly #fleet: FleetReader;
  readonly #store: OperationStore;
  readonly #logger: LoggerService;
  readonly #wait: number;

  constructor(options: {
    fleet: FleetReader;
    store: OperationStore;
    logger: LoggerService;
    /** Longest an answer waits for what the hub does, in milliseconds. */
    wait: number;
  }) {
    this.#fleet = options.fleet;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#wait = options.wait;
  }

  /** The answer waits for what the hub does, but not for long. */
  async follow(
    record: OperationRecord,
    pending?: Promise<void>,
  ): Promise<OperationRecord> {
    const done = new AbortController();
    let outcome: { error?: unknown } | undefined;
    const settled = pending?.then(
      () => {
        outcome = {};
        done.abort();
      },
      error => {
        outcome = { error };
        done.abort();
        this.#logger.debug(`Operation ${record.id} failed`, error as Error);
      },
    );
    await watchObject({
      fleet: this.#fleet,
      hub: record.target.hub,
      uid: observedUid(record),
      until: () => isFinal(observeRecord(record, this.#fleet)),
      limit: this.#wait,
      signal: done.signal,
    });
    if (outcome?.error) {
      throw outcome.error;
    }
    const finished = outcome !== undefined;
    if (!finished) {
      void settled?.then(() => this.#settle(record, outcome));
    }
    return this.observed(record, finished);
  }

  /** What was still pending when the answer went out is kept for whoever asks later. */
  async #settle(
    record: OperationRecord,
    outcome: { error?: unknown } | undefined,
  ): Promise<void> {
    const { error } = outcome ?? {};
    await this.#store
      .save({
        ...observeRecord(record, this.#fleet),
        state: error ? 'failed' : 'succeeded',
        ...(error instanceof RemoteError && { message: error.message }),
      })
      .catch(problem =>
        this.#logger.warn('An operation was not stored', problem as Error),
      );
  }

  /**
   * How an operation stands now.
   *
   * @param answered - the hub said that it is done, even if the fleet does not show it
   */
  async observed(
    record: OperationRecord,
    answered = false,
  ): Promise<OperationRecord> {
    const seen = observeRecord(record, this.#fleet);
    const observed: OperationRecord =
      answered && !isFinal(seen) ? { ...seen, state: 'succeeded' } : seen;
    if (observed.state !== record.state) {
      await this.#store.save(observed);
    }
    return observed;
  }
}
