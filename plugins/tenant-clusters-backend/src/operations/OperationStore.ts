import type { Knex } from 'knex';
import type { OperationRecord } from './types';

const TABLE = 'operations';
/** Milliseconds in which the same key means the same request. */
const KEY_VALID = 10 * 60_000;
/** Milliseconds for which the state of an operation can be asked. */
const KEPT = 24 * 3_600_000;

interface Row {
  id: string;
  requested_by: string;
  idempotency_key?: string;
  hub: string;
  uid: string;
  operation: string;
  record: string;
  requested_at: string;
}

/** Operations in the plugin's database, shared by all replicas. */
export class OperationStore {
  readonly #database: Knex;
  readonly #now: () => number;

  constructor(database: Knex, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * Stores a new operation, unless its person used the key before.
   *
   * @returns the earlier operation of the key, or undefined once the new one is stored
   */
  async claim(
    record: OperationRecord,
    idempotencyKey: string | undefined,
  ): Promise<OperationRecord | undefined> {
    await this.#forgetOld(record.requestedBy);
    try {
      await this.#table().insert({
        id: record.id,
        requested_by: record.requestedBy,
        // NULL where there is none: any number of them is unique.
        idempotency_key: idempotencyKey,
        hub: record.target.hub,
        uid: record.target.uid,
        operation: record.operation,
        record: JSON.stringify(record),
        requested_at: record.requestedAt,
      });
      return undefined;
    } catch (error) {
      const earlier =
        idempotencyKey === undefined
          ? undefined
          : await this.#table()
              .where({
                requested_by: record.requestedBy,
                idempotency_key: idempotencyKey,
              })
              .first();
      if (!earlier) {
        throw error;
      }
      return JSON.parse(earlier.record) as OperationRecord;
    }
  }

  async save(record: OperationRecord): Promise<void> {
    await this.#table()
      .where({ id: record.id })
      .update({ record: JSON.stringify(record) });
  }

  async get(id: string): Promise<OperationRecord | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && (JSON.parse(row.record) as OperationRecord);
  }

  /** Forgets what never began, so that it can be asked for again. */
  async remove(id: string): Promise<void> {
    await this.#table().where({ id }).delete();
  }

  #table() {
    return this.#database<Row>(TABLE);
  }

  async #forgetOld(person: string): Promise<void> {
    const before = (milliseconds: number) =>
      new Date(this.#now() - milliseconds).toISOString();
    await this.#table().where('requested_at', '<', before(KEPT)).delete();
    await this.#table()
      .where({ requested_by: person })
      .andWhere('requested_at', '<', before(KEY_VALID))
      .update({ idempotency_key: this.#database.raw('NULL') });
  }
}
