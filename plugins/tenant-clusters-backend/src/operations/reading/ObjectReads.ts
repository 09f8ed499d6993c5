import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  ObjectDiff,
  ObjectEvent,
  ObjectEventList,
  ObjectLog,
  ObjectManifest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Request } from 'express';
import { stringify } from 'yaml';
import type { FleetReader } from '../../fleet/types';
import { quote } from '../../journey/text';
import type {
  ProjectedApplication,
  ProjectedObject,
} from '../../projections/types';
import type { ObjectAccess, ObjectViewer } from '../access/ObjectAccess';
import { scopeOfDelivered } from '../access/relatedScopes';
import { requesterOf } from '../access/requesterOf';
import type { ManagedResource } from '../connection/ArgocdClient';
import type { HubClients } from '../connection/HubClients';
import { NotConnectedError } from '../errors';
import { addressOf, referenceOf } from '../kinds/applicationAddress';
import { targetOf } from '../DefaultOperations';
import { RateLimiter, type RateLimit } from '../RateLimiter';
import { toApiError } from '../toApiError';
import { differencesOf } from './differencesOf';
import { podNameOf } from './podNameOf';
import { ReadCache } from './ReadCache';
import { redactObject } from './redactObject';
import { withoutCredentials } from './withoutCredentials';
import { withoutOthers } from './withoutOthers';

const DEFAULT_LIMIT: RateLimit = { burst: 40, perMinute: 60 };
/** Milliseconds. */
const KEPT = 5_000;
/** Bytes. */
const MAX_OBJECT = 4 * 1024 * 1024;
/** Characters. */
const MAX_YAML = 512 * 1024;
const MAX_EVENTS = 100;
const MAX_DIFFERENCES = 200;
const LOG_LINES = 1_000;
/** Bytes, of the log with its frames. */
const MAX_LOG = 512 * 1024;
const NEVER_SHOWN = new Set(['cluster-secret', 'cluster-event']);
/** An event quotes manifests as an Application's conditions do. */
const WITHHELD =
  'The message is withheld: this application also delivers what you may not read.';

/** How one object is asked about. */
export interface ReadCall {
  credentials: BackstageCredentials;
  /** For the audit log. */
  request: Request;
  hub: string;
  uid: string;
}

const keyOf = (what: string, { hub, uid }: ProjectedObject) =>
  `${what} ${hub} ${uid}`;

/**
 * Single objects, read from their hub when somebody asks: what the fleet knows, and the caller may read by what it belongs to;
 * never Secrets or ConfigMaps. Each read is audited and counted, and its answer kept for seconds.
 */
export class ObjectReads {
  readonly #fleet: FleetReader;
  readonly #clients: HubClients;
  readonly #access: ObjectAccess;
  readonly #auditor: AuditorService;
  readonly #limiter: RateLimiter;
  readonly #cache: ReadCache;

  constructor(options: {
    fleet: FleetReader;
    clients: HubClients;
    access: ObjectAccess;
    auditor: AuditorService;
    limit?: RateLimit;
    /** Milliseconds for which an answer is kept. */
    kept?: number;
  }) {
    this.#fleet = options.fleet;
    this.#clients = options.clients;
    this.#access = options.access;
    this.#auditor = options.auditor;
    this.#limiter = new RateLimiter(options.limit ?? DEFAULT_LIMIT);
    this.#cache = new ReadCache({ kept: options.kept ?? KEPT, capacity: 100 });
  }

  /** @throws NotFoundError · NotAllowedError · ServiceUnavailableError · TooManyRequestsError */
  async manifest(call: ReadCall): Promise<ObjectManifest> {
    return this.#audited(call, 'manifest', async viewed => {
      const { object } = viewed;
      const { value, readAt } = await this.#cache.read(
        keyOf('manifest', object),
        () =>
          this.#reader(object).get(referenceOf(object), { limit: MAX_OBJECT }),
      );
      if (value.metadata?.uid !== object.uid) {
        throw new NotFoundError('There is no such object');
      }
      const whole = value as unknown as Record<string, unknown>;
      const isOthers =
        object.role === 'application' && viewed.shared && !viewed.isPlatform;
      const shown = isOthers
        ? withoutOthers(whole, resource => this.#isTheirs(viewed, resource))
        : whole;
      const { object: clean, withheld } = redactObject(shown);
      const yaml = stringify(clean, {
        lineWidth: 0,
        aliasDuplicateObjects: false,
      });
      return {
        target: targetOf(object),
        yaml: yaml.slice(0, MAX_YAML),
        withheld: isOthers ? [...withheld, 'status'] : withheld,
        truncated: yaml.length > MAX_YAML,
        readAt,
      };
    });
  }

  /** Newest first. @throws as {@link ObjectReads.manifest} */
  async events(call: ReadCall): Promise<ObjectEventList> {
    return this.#audited(call, 'events', async viewed => {
      const { object } = viewed;
      const { value, readAt } = await this.#cache.read(
        keyOf('events', object),
        () => this.#reader(object).events(object.uid, MAX_EVENTS),
      );
      const isOthers =
        object.role === 'application' && viewed.shared && !viewed.isPlatform;
      return {
        target: targetOf(object),
        items: value.items
          .map(event => eventOf(event, isOthers))
          .sort((a, b) => ((a.lastSeen ?? '') < (b.lastSeen ?? '') ? 1 : -1)),
        truncated: value.more,
        readAt,
      };
    });
  }

  /** @throws as {@link ObjectReads.manifest}, and NotConnectedError without a connection to the Argo CD */
  async diff(call: ReadCall): Promise<ObjectDiff> {
    return this.#audited(call, 'diff', async viewed => {
      const { object } = viewed;
      const app = this.#applicationOf(object);
      if (!app) {
        throw new NotFoundError('No Application delivers this object');
      }
      const argocd = this.#clients.argocd(object.hub, app.namespace ?? '');
      if (!argocd) {
        throw new NotConnectedError(
          "The hub's configuration has no url and token for the Argo CD of this Application (tenantClusters.hubs[].argocd[]), which alone knows the difference.",
        );
      }
      const isApp = app.uid === object.uid;
      const { value, readAt } = await this.#cache.read(
        keyOf('diff', object),
        () =>
          argocd.managedResources(
            addressOf(app),
            isApp
              ? {}
              : {
                  group: object.group,
                  kind: object.kind,
                  namespace: object.namespace,
                  name: object.name,
                },
          ),
      );
      const readable = value.filter(
        resource =>
          !isApp ||
          viewed.isPlatform ||
          !viewed.shared ||
          this.#isTheirs(viewed, resource),
      );
      const items = differencesOf(readable.slice(0, MAX_DIFFERENCES));
      return {
        target: targetOf(object),
        application: targetOf(app),
        items,
        truncated: readable.length > MAX_DIFFERENCES,
        readAt,
      };
    });
  }

  /** @throws as {@link ObjectReads.manifest}, NotConnectedError without an Argo Server, and InputError for what is no step of it */
  async log(call: ReadCall, nodeId: string): Promise<ObjectLog> {
    return this.#audited(call, 'log', async ({ object }) => {
      const node =
        object.role === 'workflow'
          ? object.nodes.find(({ id }) => id === nodeId)
          : undefined;
      if (object.role !== 'workflow' || node?.type !== 'Pod') {
        throw new InputError('That is no step of a Workflow that has a log');
      }
      const argoServer = this.#clients.argoServer(object.hub);
      if (!argoServer) {
        throw new NotConnectedError(
          "The hub's configuration has no Argo Server (tenantClusters.hubs[].argoServer), which logs are read from.",
        );
      }
      const { value, readAt } = await this.#cache.read(
        `${keyOf('log', object)} ${nodeId}`,
        () =>
          argoServer.log(
            { namespace: object.namespace ?? '', name: object.name },
            {
              podName: podNameOf(object, node),
              lines: LOG_LINES,
              limit: MAX_LOG,
            },
          ),
      );
      return {
        target: targetOf(object),
        node: nodeId,
        text: withoutCredentials(value.text),
        truncated: value.truncated,
        readAt,
      };
    });
  }

  async #audited<T>(
    call: ReadCall,
    what: string,
    read: (viewed: ObjectViewer) => Promise<T>,
  ): Promise<T> {
    const { hub, uid } = call;
    const audit = await this.#auditor.createEvent({
      eventId: 'object-read',
      severityLevel: 'medium',
      request: call.request,
      meta: { queryType: what, hub, uid },
    });
    try {
      this.#limiter.take(requesterOf(call.credentials));
      const viewed = await this.#access.readable(
        this.#fleet.byUid(hub, uid),
        call.credentials,
      );
      if (NEVER_SHOWN.has(viewed.object.role)) {
        throw new NotAllowedError('Secrets and ConfigMaps are never shown');
      }
      const answer = await read(viewed);
      await audit.success({ meta: { target: { ...targetOf(viewed.object) } } });
      return answer;
    } catch (error) {
      const known = toApiError(error) as Error;
      await audit.fail({ error: known });
      throw known;
    }
  }

  #reader({ hub }: ProjectedObject) {
    const reader = this.#clients.reader(hub);
    if (!reader) {
      throw new ServiceUnavailableError(`${hub} is not configured`);
    }
    return reader;
  }

  #applicationOf(object: ProjectedObject): ProjectedApplication | undefined {
    return object.role === 'application'
      ? object
      : this.#fleet.applicationsTracking(object.hub, referenceOf(object))[0];
  }

  /** Whether an entry of an Application is a claim that the caller may read. */
  #isTheirs(
    { object, viewer }: ObjectViewer,
    { group = '', kind = '', namespace, name = '' }: ManagedResource,
  ): boolean {
    const claims = this.#fleet.claims(object.hub);
    return (
      claims.some(claim => claim.kind === kind && claim.group === group) &&
      viewer.mayReadScope(
        scopeOfDelivered(
          object.hub,
          { group, kind, namespace, name },
          this.#access.sources,
        ),
      )
    );
  }
}

function eventOf(
  event: Record<string, unknown>,
  isOthers: boolean,
): ObjectEvent {
  const text = (value: unknown) =>
    typeof value === 'string' ? value : undefined;
  const series = event.series as
    | { count?: unknown; lastObservedTime?: unknown }
    | undefined;
  const source = event.source as { component?: unknown } | undefined;
  const count = series?.count ?? event.count;
  return {
    type: text(event.type) ?? '',
    reason: text(event.reason) ?? '',
    message: isOthers
      ? WITHHELD
      : quote(withoutCredentials(text(event.message) ?? '')),
    count: typeof count === 'number' ? count : 1,
    firstSeen: text(event.firstTimestamp) ?? text(event.eventTime),
    lastSeen:
      text(series?.lastObservedTime) ??
      text(event.lastTimestamp) ??
      text(event.eventTime),
    component: text(event.reportingComponent) || text(source?.component),
  };
}
