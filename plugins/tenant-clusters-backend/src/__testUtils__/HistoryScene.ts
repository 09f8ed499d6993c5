import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import {
  startSimulatedHub,
  type SimulatedHub,
} from '../hubs/__testUtils__/startSimulatedHub';
import { createCluster, createClusterKind } from './createCluster';
import {
  startBackendProcess,
  type BackendProcess,
} from './startBackendProcess';
import { until } from './until';

const CLAIM = {
  apiVersion: 'platform.spokeport.dev/v1alpha1',
  kind: 'TenantCluster',
  namespace: 'payments',
  name: 'payments-prod-1',
};

/** A stored transition. */
export interface StoredTransition {
  id: string;
  type: string;
  subject: string;
  from_value: string | null;
  to_value: string;
  at: string;
  source: string;
  precision_seconds: number | null;
}

const statuses = (conditions: { type: string; status: string }[]) =>
  conditions
    .map(({ type, status }) => `${type}=${status}`)
    .sort()
    .join();

type Conditions = Record<string, 'True' | 'False'>;

/** One cluster on a hub, backends in processes of their own that watch it, and the history that they write. */
export class HistoryScene {
  readonly hub: SimulatedHub;
  readonly #database: JsonObject;
  readonly #connect: () => Knex;
  readonly #schema: string | undefined;
  readonly #backends: BackendProcess[] = [];
  #client: Knex | undefined;

  /** @param options.connect - called once a backend has made the database */
  static async start(options: {
    database: JsonObject;
    connect: () => Knex;
    schema?: string;
  }): Promise<HistoryScene> {
    const hub = await startSimulatedHub();
    await hub.writeKubeconfig();
    createClusterKind(hub.store);
    createCluster(hub.store, CLAIM.name);
    const scene = new HistoryScene(hub, options);
    scene.set({ Ready: 'False', Synced: 'True' });
    return scene;
  }

  private constructor(
    hub: SimulatedHub,
    options: Parameters<typeof HistoryScene.start>[0],
  ) {
    this.hub = hub;
    this.#database = options.database;
    this.#connect = options.connect;
    this.#schema = options.schema;
  }

  async startBackend(): Promise<BackendProcess> {
    const backend = await startBackendProcess({
      kubeconfig: this.hub.kubeconfigPath,
      database: this.#database,
    });
    this.#backends.push(backend);
    return backend;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#backends.map(backend => backend.kill()));
    await this.#client?.destroy();
    await this.hub.close();
  }

  /** Gives the claim conditions; those not named stay. */
  set(conditions: Conditions): void {
    const claim = this.hub.store.get(CLAIM)!;
    const known = (claim.status as { conditions?: { type: string }[] })
      ?.conditions;
    const time = new Date().toISOString().replace(/\.\d+/, '');
    this.hub.store.update({
      ...claim,
      status: {
        conditions: [
          ...(known ?? []).filter(({ type }) => !(type in conditions)),
          ...Object.entries(conditions).map(([type, status]) => ({
            type,
            status,
            reason: status === 'True' ? 'Available' : 'Creating',
            lastTransitionTime: time,
          })),
        ],
      },
    });
  }

  /** Waits until a condition of the claim is stored with a value. */
  async until(condition: string, value: string): Promise<void> {
    await until(async () => {
      const rows = await this.#table('cluster_state_latest').where({
        subject: `condition/${this.#uid()}/${condition}`,
      });
      if (rows[0]?.value !== value) {
        throw new Error(
          `${condition} did not get ${value}:\n${this.#outputs()}`,
        );
      }
      return true;
    });
  }

  /** Waits until every backend has seen the claim as it is, and has written all that it saw. */
  async settle(): Promise<void> {
    const { conditions } = this.hub.store.get(CLAIM)!.status as {
      conditions: { type: string; status: string }[];
    };
    const wanted = statuses(conditions);
    for (const backend of this.#backends.filter(({ ended }) => !ended())) {
      await until(async () => {
        const page = (await backend.get(
          `/clusters/hub-eu/${CLAIM.namespace}/${CLAIM.name}`,
        )) as { conditions?: typeof conditions };
        const seen = statuses(page.conditions ?? []);
        const waiting = await backend.waiting();
        if (seen !== wanted || waiting !== 0) {
          throw new Error(
            `A backend saw ${seen}, not ${wanted}, and ${waiting} wait:\n${this.#outputs()}`,
          );
        }
        return true;
      });
    }
  }

  #outputs(): string {
    return this.#backends.map(backend => backend.output()).join('\n---\n');
  }

  /** In the order of their times. */
  async transitions(): Promise<StoredTransition[]> {
    return this.#table('transitions').orderBy(['at', 'id']).select();
  }

  /** `from > to` of a condition of the claim, with `inferred` where it is. */
  async changesOf(condition: string): Promise<string[]> {
    return (await this.transitions())
      .filter(
        ({ subject }) => subject === `condition/${this.#uid()}/${condition}`,
      )
      .map(({ from_value: from, to_value: to, source }) =>
        [`${from} > ${to}`, ...(source === 'inferred' ? [source] : [])].join(
          ' ',
        ),
      );
  }

  /** Of each subject, what it changed to, in order, each with what it was before. */
  async changesOfAll(): Promise<{ from: string | null; to: string }[][]> {
    const subjects = new Map<string, { from: string | null; to: string }[]>();
    for (const row of await this.transitions()) {
      const changes = subjects.get(row.subject) ?? [];
      subjects.set(row.subject, changes);
      changes.push({ from: row.from_value, to: row.to_value });
    }
    return [...subjects.values()];
  }

  /** The same changes, each beginning where the one before ended. */
  chained(changes: { from: string | null; to: string }[]) {
    return changes.map(({ from, to }, index) => ({
      from: index === 0 ? from : changes[index - 1].to,
      to,
    }));
  }

  async epoch(): Promise<number> {
    const [row] = await this.#table('hub_positions');
    return row.epoch;
  }

  #uid(): string {
    return this.hub.store.get(CLAIM)!.metadata.uid!;
  }

  #table(name: string): Knex.QueryBuilder {
    this.#client ??= this.#connect();
    const table = this.#client(name);
    return this.#schema ? table.withSchema(this.#schema) : table;
  }
}
