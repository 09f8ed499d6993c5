import { createRequire } from 'node:module';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { PolicyDecision } from '@backstage/plugin-permission-common';

const require = createRequire(import.meta.url);

export interface StoredObject {
  hub: string;
  uid: string;
  resourceVersion: string;
}

export interface HubSign {
  name: string;
  state: string;
}

/** The fleet model, as far as the bench touches it. */
export interface Fleet {
  put(object: StoredObject): void;
  delete(hub: string, uid: string): void;
  setHub(hub: HubSign): void;
  byUid(hub: string, uid: string): unknown;
}

interface Watcher {
  start(signal: AbortSignal): Promise<void>;
}

type Decide = (permission: object, conditions: unknown) => PolicyDecision;
type Conditions = {
  isClusterOwner(params: { claims: string[] }): unknown;
};

/** What buildTracker.ts compiles. */
export interface TrackerParts {
  plugin: BackendFeature;
  DefaultFleet: new (options: {
    onListenerError: (error: unknown) => void;
  }) => Fleet;
  HubWatcher: { create(options: object): Watcher };
  createTenantClusterConditionalDecision: Decide;
  createTenantApplicationConditionalDecision: Decide;
  tenantClusterConditions: Conditions;
  tenantApplicationConditions: Conditions;
}

/** The backend plugin, from the file that the environment names. */
export function loadParts(): TrackerParts {
  return require(process.env.SPOKEPORT_BENCH_TRACKER!);
}
