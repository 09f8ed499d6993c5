import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  Operation,
  OperationOption,
  OperationOptions,
  OperationRequest,
  OperationTarget,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Request } from 'express';
import type { FleetReader } from '../fleet/types';
import type { ProjectedObject } from '../projections/types';
import type { ObjectAccess, ObjectViewer } from './access/ObjectAccess';
import { requesterOf } from './access/requesterOf';
import type { HubClients } from './connection/HubClients';
import { OperatingConnections } from './connection/OperatingConnections';
import { NotConnectedError } from './errors';
import { operationOf, operationsOf } from './kinds/operationsOf';
import { OperationFollower } from './OperationFollower';
import type { OperationStore } from './OperationStore';
import { RateLimiter, type RateLimit } from './RateLimiter';
import { toApiError } from './toApiError';
import type { Connections, OperationKind, OperationRecord } from './types';

/** Longest an answer waits for what the hub does, in milliseconds. */
const DEFAULT_WAIT = 5_000;
const DEFAULT_LIMIT: RateLimit = { burst: 20, perMinute: 30 };
/** Operations that end or remove something. */
const SEVERE = new Set(['terminate', 'stop']);

/** How an operation is asked for. */
export interface OperationCall {
  credentials: BackstageCredentials;
  /** For the audit log. */
  request: Request;
  /** What the fleet has there, if anything. */
  object: ProjectedObject | undefined;
  /** How it was named, for the audit log. */
  subject: Record<string, string>;
}

/**
 * Does to a hub what people ask for: checked with their credentials, audited, once for each idempotency key, and answered by
 * what the fleet then shows.
 */
export class DefaultOperations {
  readonly #fleet: FleetReader;
  readonly #connections: OperatingConnections;
  readonly #access: ObjectAccess;
  readonly #store: OperationStore;
  readonly #auditor: AuditorService;
  readonly #limiter: RateLimiter;
  readonly #follower: OperationFollower;

  constructor(options: {
    fleet: FleetReader;
    clients: HubClients;
    access: ObjectAccess;
    store: OperationStore;
    auditor: AuditorService;
    logger: LoggerService;
    limit?: RateLimit;
    /** Milliseconds. */
    wait?: number;
  }) {
    this.#fleet = options.fleet;
    this.#connections = new OperatingConnections(options);
    this.#access = options.access;
    this.#store = options.store;
    this.#auditor = options.auditor;
    this.#limiter = new RateLimiter(options.limit ?? DEFAULT_LIMIT);
    this.#follower = new OperationFollower({
      ...options,
      wait: options.wait ?? DEFAULT_WAIT,
    });
  }

  /** What the caller may do to an object now. @throws NotFoundError */
  async options(
    object: ProjectedObject | undefined,
    credentials: BackstageCredentials,
  ): Promise<OperationOptions> {
    const viewed = await this.#access.readable(object, credentials);
    const connections = this.#connections.of(viewed.object);
    const items: OperationOption[] = [];
    for (const kind of operationsOf(viewed.object)) {
      const allowed = await this.#access.mayOperate(
        viewed,
        kind.permission,
        credentials,
      );
      items.push({
        operation: kind.name,
        allowed,
        ...(connections && optionOf(kind, viewed.object, connections)),
      });
    }
    return { target: targetOf(viewed.object), items };
  }

  /**
   * @throws NotFoundError · NotAllowedError · InputError · ConflictError · NotConnectedError · HubRefusedError ·
   * ServiceUnavailableError naming the hub · TooManyRequestsError
   */
  async start(
    call: OperationCall,
    { operation, options = {}, idempotencyKey }: OperationRequest,
  ): Promise<Operation> {
    const requestedBy = requesterOf(call.credentials);
    const audit = await this.#auditor.createEvent({
      eventId: 'operation',
      severityLevel: SEVERE.has(operation) || options.prune ? 'high' : 'medium',
      request: call.request,
      meta: {
        operation,
        ...call.subject,
        options: JSON.parse(JSON.stringify(options)),
      },
    });
    try {
      this.#limiter.take(requestedBy);
      const viewed = await this.#access.readable(call.object, call.credentials);
      const kind = operationOf(viewed.object, operation);
      if (!kind) {
        throw new InputError(
          `There is no operation '${operation}' for a ${viewed.object.kind}`,
        );
      }
      await this.#access.ensureMayOperate(
        viewed,
        kind.permission,
        call.credentials,
      );
      const record = await this.#claimAndStart(viewed, kind, {
        requestedBy,
        settings: options,
        idempotencyKey,
      });
      await audit.success({
        meta: {
          id: record.id,
          via: record.via,
          state: record.state,
          target: { ...record.target },
        },
      });
      return answerOf(record);
    } catch (error) {
      const known = toApiError(error) as Error;
      await audit.fail({ error: known });
      throw known;
    }
  }

  /** How an operation stands, for whoever may read what it was done to. @throws NotFoundError */
  async get(id: string, credentials: BackstageCredentials): Promise<Operation> {
    const record = await this.#store.get(id);
    const target =
      record && this.#fleet.byUid(record.target.hub, record.target.uid);
    const isOwn = record?.requestedBy === requesterOf(credentials);
    if (!record || (!target && !isOwn)) {
      throw new NotFoundError('There is no such operation');
    }
    if (target) {
      await this.#access.readable(target, credentials);
    }
    return answerOf(await this.#follower.observed(record));
  }

  async #claimAndStart(
    { object }: ObjectViewer,
    kind: OperationKind,
    asked: {
      requestedBy: string;
      settings: OperationRecord['settings'];
      idempotencyKey?: string;
    },
  ): Promise<OperationRecord & { repeated?: boolean }> {
    const { requestedBy, settings, idempotencyKey } = asked;
    const now = new Date();
    const draft: OperationRecord = {
      id: randomUUID(),
      operation: kind.name,
      settings,
      target: targetOf(object),
      via: 'object',
      requestedBy,
      requestedAt: now.toISOString(),
      baseline: {},
      state: 'starting',
      observed: {},
    };
    const earlier = await this.#store.claim(draft, idempotencyKey);
    if (earlier) {
      return this.#again(draft, earlier);
    }
    try {
      const started = await this.#begin(object, kind, draft, now);
      await this.#store.save(started.record);
      return await this.#follower.follow(started.record, started.pending);
    } catch (error) {
      await this.#store.remove(draft.id);
      throw error;
    }
  }

  async #begin(
    object: ProjectedObject,
    kind: OperationKind,
    draft: OperationRecord,
    now: Date,
  ): Promise<{ record: OperationRecord; pending?: Promise<void> }> {
    const connections = this.#connections.reachable(object);
    const { settings, requestedBy } = draft;
    const plan = kind.plan(object, connections, settings);
    if ('missing' in plan) {
      throw new NotConnectedError(plan.reason);
    }
    if ('conflict' in plan) {
      throw new ConflictError(plan.conflict);
    }
    const underWay = kind.underWay?.(object);
    const { baseline, result, pending } =
      underWay ??
      (await kind.start({
        id: draft.id,
        object,
        settings,
        connections,
        requestedBy,
        now,
      }));
    return {
      record: {
        ...draft,
        via: plan.via,
        baseline,
        ...(result && { result }),
        state: 'requested',
        ...(underWay && {
          message: 'It was running already; this follows it',
        }),
      },
      pending,
    };
  }

  /** The same key again: the same answer, or a conflict if something else is asked for with it. */
  async #again(
    draft: OperationRecord,
    earlier: OperationRecord,
  ): Promise<OperationRecord & { repeated: boolean }> {
    const what = ({ operation, target, settings }: OperationRecord) =>
      JSON.stringify([operation, target.hub, target.uid, settings]);
    if (what(draft) !== what(earlier)) {
      throw new ConflictError(
        'This idempotencyKey was used for another operation',
      );
    }
    if (earlier.state === 'starting') {
      // Another request, perhaps at another replica, is asking the hub now.
      return { ...earlier, state: 'requested', repeated: true };
    }
    return { ...(await this.#follower.observed(earlier)), repeated: true };
  }
}

export function targetOf(object: ProjectedObject): OperationTarget {
  const { hub, apiVersion, kind, namespace, name, uid } = object;
  return { hub, apiVersion, kind, namespace, name, uid };
}

function optionOf(
  kind: OperationKind,
  object: ProjectedObject,
  connections: Connections,
): Partial<OperationOption> {
  const plan = kind.plan(object, connections);
  if ('missing' in plan) {
    return { missing: plan.missing, reason: plan.reason };
  }
  return 'conflict' in plan ? { reason: plan.conflict } : { via: plan.via };
}

function answerOf(record: OperationRecord & { repeated?: boolean }): Operation {
  const { id, operation, target, result, via } = record;
  const { requestedBy, requestedAt, state, message, observed } = record;
  return {
    id,
    operation,
    target,
    ...(result && { result }),
    via,
    requestedBy,
    requestedAt,
    state: state === 'starting' ? 'requested' : state,
    ...(message && { message }),
    observed,
    ...(record.repeated && { repeated: true }),
  };
}
