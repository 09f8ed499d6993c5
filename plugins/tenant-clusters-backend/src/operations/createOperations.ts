import type {
  AuditorService,
  DatabaseService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { FleetReader } from '../fleet/types';
import { openDatabase } from '../history/openDatabase';
import type { ViewerFactory } from '../permissions';
import { ObjectAccess } from './access/ObjectAccess';
import type { ScopeSources } from './access/relatedScopes';
import type { HubClients } from './connection/HubClients';
import { DefaultOperations } from './DefaultOperations';
import { OperationStore } from './OperationStore';
import type { RateLimit } from './RateLimiter';
import { ObjectReads } from './reading/ObjectReads';

/** What the doors to operations and single objects need. */
export interface Operations {
  operations: DefaultOperations;
  reads: ObjectReads;
}

/** Puts together operations and reads on demand. */
export async function createOperations(options: {
  clients: HubClients;
  fleet: FleetReader;
  sources: ScopeSources;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  viewers: ViewerFactory;
  auditor: AuditorService;
  logger: LoggerService;
  database: DatabaseService;
  /** Milliseconds that an answer waits for the hub. */
  wait?: number;
  limits?: { operations?: RateLimit; reads?: RateLimit };
}): Promise<Operations> {
  const { clients, fleet, auditor, logger, limits } = options;
  const access = new ObjectAccess({
    permissions: options.permissions,
    registry: options.permissionsRegistry,
    viewers: options.viewers,
    sources: options.sources,
  });
  const common = { fleet, clients, access, auditor };
  return {
    operations: new DefaultOperations({
      ...common,
      logger,
      store: new OperationStore(await openDatabase(options.database)),
      wait: options.wait,
      limit: limits?.operations,
    }),
    reads: new ObjectReads({ ...common, limit: limits?.reads }),
  };
}
