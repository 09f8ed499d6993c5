import { randomBytes } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  requestKey,
  type ClusterRef,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange, FleetReader, HubState } from '../../fleet/types';
import type { ShownHubs } from '../../journey';
import type { ClusterView } from '../../journey/types';
import {
  clusterResource,
  ScopeClasses,
  type ScopedResource,
} from '../../permissions';
import type { RequestReader, TrackedRequest } from '../../requests/types';
import type { ClusterViews } from '../ClusterViews';
import { addressKey, clusterKey } from '../model/IndexedCluster';
import type { ClusterChange, FeedEntry, ObjectChange } from './FeedEntry';

const DEFAULT_INTERVAL_MS = 250;
const DEFAULT_CAPACITY = 500;
/** A live hub is heard all the time; saying so to every page more often would tell nobody anything. */
const HEARD_PRECISION_MS = 30_000;

interface KnownCluster {
  ref: ClusterRef;
  infrastructure: boolean;
  revision: string;
  scope: ScopedResource;
}

const hubFingerprint = ({ state, message, heardAt }: HubState) =>
  JSON.stringify([
    state,
    message,
    Math.floor(Date.parse(heardAt ?? '') / HEARD_PRECISION_MS),
  ]);

/**
 * Numbers what changes in the model, for every stream of this replica. Changes within one interval become one entry; entries
 * stay in a ring for readers that come back. It compares what is shown (the views' revisions), so that it does not matter how
 * often, or for what, it is told to look.
 */
export class ChangeFeed {
  /** Positions of another replica, or of this one before a restart, mean nothing here. */
  readonly replica = randomBytes(6).toString('hex');
  readonly #clusters: ClusterViews;
  readonly #shownHubs: ShownHubs;
  readonly #fleet: Pick<FleetReader, 'subscribe'>;
  readonly #requests: RequestReader;
  readonly #logger: LoggerService;
  readonly #interval: number;
  readonly #capacity: number;
  readonly #listeners = new Set<() => void>();
  readonly #classes = new ScopeClasses();
  readonly #ring: FeedEntry[] = [];
  readonly #known = new Map<string, KnownCluster>();
  /** Clusters that changed since they were looked at, and whether there still is one, by key; undefined where it is not known which. */
  #touched: Map<string, ClusterRef | undefined> | undefined;
  #hubs = new Map<string, string>();
  #tracked = new Map<string, { text: string; request: TrackedRequest }>();
  /** By role and address: many changes of one within an interval are one. */
  #objects = new Map<string, ObjectChange>();
  #sequence = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    clusters: ClusterViews;
    hubs: ShownHubs;
    fleet: Pick<FleetReader, 'subscribe'>;
    requests: RequestReader;
    logger: LoggerService;
    /** Milliseconds. */
    interval?: number;
    /** How many entries are kept for readers that come back. */
    capacity?: number;
  }) {
    this.#clusters = options.clusters;
    this.#shownHubs = options.hubs;
    this.#fleet = options.fleet;
    this.#requests = options.requests;
    this.#logger = options.logger;
    this.#interval = options.interval ?? DEFAULT_INTERVAL_MS;
    this.#capacity = options.capacity ?? DEFAULT_CAPACITY;
  }

  /** Starts following the model; returns the function that stops it. */
  start(): () => void {
    this.#compare();
    const look = () => this.#schedule();
    const stops = [
      this.#clusters.subscribe((changed, gone) => {
        this.#touch(changed, gone);
        look();
      }),
      this.#requests.subscribe(look),
      this.#shownHubs.subscribe(look),
      this.#fleet.subscribe(change => this.#take(change)),
    ];
    return () => {
      stops.forEach(stop => stop());
      clearTimeout(this.#timer);
      this.#timer = undefined;
    };
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Entries after a position; undefined when the ring no longer (or never) had them. */
  after(sequence: number): FeedEntry[] | undefined {
    const missed = this.#sequence - sequence;
    if (missed < 0 || missed > this.#ring.length) {
      return undefined;
    }
    return missed === 0 ? [] : this.#ring.slice(-missed);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #touch(changed?: ClusterRef[], gone: ClusterRef[] = []): void {
    if (!changed) {
      this.#touched = undefined;
      return;
    }
    changed.forEach(ref => this.#touched?.set(clusterKey(ref), ref));
    gone.forEach(ref => this.#touched?.set(clusterKey(ref), undefined));
  }

  #take(change: FleetChange): void {
    if (change.type === 'hub') {
      return;
    }
    const { object } = change;
    if (object.role === 'application' || object.role === 'workflow') {
      const { role, hub, namespace = '', name } = object;
      this.#objects.set(`${role} ${addressKey(object)}`, {
        role,
        hub,
        namespace,
        name,
        ...(change.type === 'delete' && { gone: object }),
      });
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, this.#interval);
  }

  #flush(): void {
    try {
      const entry = this.#compare();
      if (
        entry.clusters.length +
          entry.hubs.length +
          entry.requests.length +
          entry.objects.length ===
        0
      ) {
        return;
      }
      this.#sequence += 1;
      this.#ring.push({ sequence: this.#sequence, ...entry });
      if (this.#ring.length > this.#capacity) {
        this.#ring.shift();
      }
    } catch (error) {
      this.#logger.error(
        'Changes could not be put on the stream',
        error as Error,
      );
      return;
    }
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        // One reader's trouble must not keep the news from the others.
        this.#logger.error('A reader of changes failed', error as Error);
      }
    }
  }

  #compare(): Omit<FeedEntry, 'sequence'> {
    const objects = [...this.#objects.values()];
    this.#objects.clear();
    return {
      objects,
      clusters: this.#compareClusters(),
      hubs: this.#compareHubs(),
      requests: this.#compareRequests(),
    };
  }

  #compareClusters(): ClusterChange[] {
    const touched = this.#touched ?? this.#all();
    this.#touched = new Map();
    return [...touched].flatMap(([key, ref]) => {
      const view = ref && this.#clusters.view(ref);
      return view ? this.#compareCluster(key, view) : this.#gone(key);
    });
  }

  /** All that are there, and all that were. */
  #all(): Map<string, ClusterRef | undefined> {
    const refs = [
      ...this.#clusters.views(),
      ...this.#clusters.infrastructure(),
    ].map(({ summary }) => summary.ref);
    return new Map([
      ...Array.from(this.#known.keys(), key => [key, undefined] as const),
      ...refs.map(ref => [clusterKey(ref), ref] as const),
    ]);
  }

  #gone(key: string): ClusterChange[] {
    const before = this.#known.get(key);
    this.#known.delete(key);
    return before
      ? [
          {
            ref: before.ref,
            infrastructure: before.infrastructure,
            before: before.scope,
          },
        ]
      : [];
  }

  #compareCluster(
    key: string,
    { summary, infrastructure = false }: ClusterView,
  ): ClusterChange[] {
    const { ref, revision } = summary;
    const before = this.#known.get(key);
    const moved = before && before.infrastructure !== infrastructure;
    if (before?.revision === revision && !moved) {
      return [];
    }
    const scope = this.#classes.of(clusterResource(summary));
    this.#known.set(key, { ref, infrastructure, revision, scope });
    return [
      ...(moved
        ? [{ ref, infrastructure: !infrastructure, before: before.scope }]
        : []),
      {
        ref,
        infrastructure,
        before: moved ? undefined : before?.scope,
        after: scope,
      },
    ];
  }

  #compareHubs(): string[] {
    const current = new Map(
      this.#shownHubs.hubs().map(hub => [hub.name, hubFingerprint(hub)]),
    );
    const changed = [...current]
      .filter(([name, text]) => this.#hubs.get(name) !== text)
      .map(([name]) => name);
    this.#hubs = current;
    return changed;
  }

  #compareRequests(): TrackedRequest[] {
    const current = new Map(
      this.#requests.requests().map(request => {
        const key = `${request.hub} ${requestKey(request)}`;
        const known = this.#tracked.get(key);
        return [
          key,
          known?.request === request
            ? known
            : { request, text: JSON.stringify(request) },
        ];
      }),
    );
    const changed = [...current]
      .filter(([key, { text }]) => this.#tracked.get(key)?.text !== text)
      .map(([, { request }]) => request);
    const gone = [...this.#tracked]
      .filter(([key]) => !current.has(key))
      .map(([, { request }]) => request);
    this.#tracked = current;
    return [...changed, ...gone];
  }
}
