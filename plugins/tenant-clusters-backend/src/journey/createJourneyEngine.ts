import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange } from '../fleet/types';
import type { TrackedRequest } from '../requests/types';
import { affectedSubjects } from './affectedSubjects';
import { computeClusterFacts } from './computeCluster';
import type { ComputedCluster } from './computeCluster';
import { listAllSubjects, subjectKey } from './listSubjects';
import type {
  ClusterSubject,
  ClusterView,
  JourneyEngine,
  JourneyInput,
  JourneyListener,
} from './types';
import { hubHearing } from './state/hubHearing';
import { viewRevision } from './viewRevision';

/** Changes come in bursts; whoever listens is told this often at most, milliseconds. */
const COALESCE_MS = 250;
/** How often it is looked whether something is due only because time passed, milliseconds. */
const TICK_MS = 1_000;

interface Entry {
  subject: ClusterSubject;
  signature: string;
  computed: ComputedCluster;
}

const requestSignatures = new WeakMap<TrackedRequest, string>();

function requestSignature(request: TrackedRequest): string {
  const known = requestSignatures.get(request);
  if (known !== undefined) {
    return known;
  }
  const { changes, ...shown } = request;
  const signature = viewRevision(shown);
  requestSignatures.set(request, signature);
  return signature;
}

/** What of a subject, beside the objects of its hub, makes its view another. */
function signatureOf({ claim, secret, requests }: ClusterSubject): string {
  return [
    claim?.uid,
    claim?.fingerprint,
    secret?.uid,
    secret?.fingerprint,
    ...requests.map(requestSignature),
  ].join('/');
}

const byAddress = (one: Entry, other: Entry) => {
  const [left, right] = [one.subject, other.subject];
  return (
    left.hub.localeCompare(right.hub) ||
    left.namespace.localeCompare(right.namespace) ||
    left.name.localeCompare(right.name) ||
    left.kind.localeCompare(right.kind)
  );
};

/** The same view with the time at which its hub was heard last. Views are shared, and so never changed. */
function withHeardAt(
  computed: ComputedCluster,
  heardAt: string | undefined,
): ComputedCluster {
  const { view } = computed;
  const summary = { ...view.summary, heardAt };
  const detail = { ...view.detail, cluster: summary };
  return { ...computed, view: { ...view, summary, detail } };
}

class DefaultJourneyEngine implements JourneyEngine {
  readonly #input: Omit<JourneyInput, 'now'>;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #hearings = new Map<string, string>();
  readonly #listeners = new Set<JourneyListener>();
  readonly #changes: FleetChange[] = [];
  readonly #unsubscribe: (() => void)[];
  readonly #ticker: NodeJS.Timeout;
  #sorted: Entry[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #requestsChanged = false;

  constructor(input: Omit<JourneyInput, 'now'>, now: () => number) {
    this.#input = input;
    this.#now = now;
    this.#hubsHeardOtherwise();
    this.#update(() => true);
    this.#unsubscribe = [
      input.fleet.subscribe(change => {
        this.#changes.push(change);
        this.#schedule();
      }),
      input.requests.subscribe(() => {
        this.#requestsChanged = true;
        this.#schedule();
      }),
    ];
    this.#ticker = setInterval(() => {
      if (this.#isDue()) {
        this.flush();
      }
    }, TICK_MS);
    this.#ticker.unref();
  }

  views(): ClusterView[] {
    return this.#list(false);
  }

  infrastructure(): ClusterView[] {
    return this.#list(true);
  }

  view(
    ref: Pick<ClusterRef, 'hub' | 'namespace' | 'name'> & { kind?: string },
  ): ClusterView | undefined {
    const { hub, namespace, name, kind } = ref;
    if (kind !== undefined) {
      const key = subjectKey({ hub, namespace, name, kind });
      return this.#entries.get(key)?.computed.view;
    }
    const fitting = this.#sortedEntries().filter(
      ({ subject }) =>
        subject.hub === hub &&
        subject.namespace === namespace &&
        subject.name === name,
    );
    const entry =
      fitting.find(({ subject }) => !subject.infrastructure) ?? fitting[0];
    return entry?.computed.view;
  }

  subscribe(listener: JourneyListener): () => void {
    const own: JourneyListener = (changed, removed) =>
      listener(changed, removed);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // How a hub is heard changes with the time as well: all of them are looked at, whatever changed.
    const changes = [
      ...this.#changes.splice(0).filter(({ type }) => type !== 'hub'),
      ...this.#hubsHeardOtherwise(),
    ];
    const now = this.#now();
    const affected = affectedSubjects({
      changes,
      dependents: this.#dependents,
      subjects: [...this.#entries].map(([key, { subject }]) => ({
        key,
        subject,
      })),
    });
    // A comparison of commits may have come in, which only what is open waits for.
    const requestsChanged = this.#requestsChanged;
    this.#requestsChanged = false;
    this.#update((key, { computed }) => {
      const { recheckAt = Infinity, view } = computed;
      return (
        affected.has(key) ||
        recheckAt <= now ||
        this.#ownerChanged(view) ||
        (requestsChanged && view.journey?.state === 'open')
      );
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#ticker);
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
    this.#listeners.clear();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), COALESCE_MS).unref();
  }

  #isDue(): boolean {
    const now = this.#now();
    return (
      [...this.#entries.values()].some(
        ({ computed: { recheckAt = Infinity, view } }) =>
          recheckAt <= now || this.#ownerChanged(view),
      ) || this.#hubsHeardOtherwise({ peek: true }).length > 0
    );
  }

  /**
   * Hubs that are heard in another way than before. That one was merely heard again moves the time that is shown, and asks for
   * nothing to be computed.
   */
  #hubsHeardOtherwise({ peek = false } = {}): FleetChange[] {
    const { fleet, settings } = this.#input;
    const now = this.#now();
    return fleet.hubs().flatMap(({ name: hub, kinds, heardAt }) => {
      const { staleAfter } = settings;
      const { state, silent, title } = hubHearing({
        fleet,
        hub,
        now,
        staleAfter,
      });
      const hearing = JSON.stringify([
        state,
        silent,
        title,
        kinds.map(kind => [kind.group, kind.kind, kind.state]),
      ]);
      this.#showHeardAt(hub, heardAt);
      const isNews = this.#hearings.get(hub) !== hearing;
      if (!peek) {
        this.#hearings.set(hub, hearing);
      }
      return isNews ? [{ type: 'hub', hub }] : [];
    });
  }

  #showHeardAt(hub: string, heardAt: string | undefined): void {
    for (const entry of this.#entries.values()) {
      const { summary } = entry.computed.view;
      if (entry.subject.hub === hub && summary.heardAt !== heardAt) {
        entry.computed = withHeardAt(entry.computed, heardAt);
      }
    }
  }

  /** Owners come from the catalog, which says nothing when it knows another. */
  #ownerChanged({ summary: { tenant, owner } }: ClusterView): boolean {
    return (
      tenant !== undefined && this.#input.settings.ownerOf(tenant) !== owner
    );
  }

  #update(isStale: (key: string, entry: Entry) => boolean): void {
    const input: JourneyInput = { ...this.#input, now: this.#now() };
    const changed: ClusterRef[] = [];
    const removed: ClusterRef[] = [];
    const seen = new Set<string>();
    for (const subject of listAllSubjects(input)) {
      const key = subjectKey(subject);
      // Two secrets can claim the same name; the first is shown.
      if (seen.has(key)) {
        continue;
      }
      seen.add(key);
      const signature = signatureOf(subject);
      const entry = this.#entries.get(key);
      if (entry?.signature === signature && !isStale(key, entry)) {
        continue;
      }
      const computed = computeClusterFacts(subject, input);
      this.#replace(key, entry, { subject, signature, computed });
      const { ref, revision } = computed.view.summary;
      if (entry?.computed.view.summary.revision !== revision) {
        changed.push(ref);
      }
    }
    for (const [key, entry] of this.#entries) {
      if (!seen.has(key)) {
        this.#replace(key, entry, undefined);
        removed.push(entry.computed.view.summary.ref);
      }
    }
    if (changed.length > 0 || removed.length > 0) {
      this.#listeners.forEach(listener => listener(changed, removed));
    }
  }

  #replace(key: string, before: Entry | undefined, after: Entry | undefined) {
    this.#sorted = undefined;
    for (const uid of before?.computed.dependencies ?? []) {
      const dependents = this.#dependents.get(uid);
      dependents?.delete(key);
      if (dependents?.size === 0) {
        this.#dependents.delete(uid);
      }
    }
    for (const uid of after?.computed.dependencies ?? []) {
      const dependents = this.#dependents.get(uid) ?? new Set();
      this.#dependents.set(uid, dependents.add(key));
    }
    if (after) {
      this.#entries.set(key, after);
    } else {
      this.#entries.delete(key);
    }
    this.#clearBlockers(before?.computed, after?.computed);
  }

  /** What stood in the way and does no more has to be told to the clock, or it would stand since then when it comes back. */
  #clearBlockers(
    before: ComputedCluster | undefined,
    after: ComputedCluster | undefined,
  ): void {
    if (
      !before ||
      !after ||
      before.standing.cluster !== after.standing.cluster
    ) {
      return;
    }
    const { hub, cluster, subjects } = after.standing;
    for (const subject of before.standing.subjects) {
      if (!subjects.has(subject)) {
        this.#input.clock.since(
          { hub, cluster, type: 'blocker', subject },
          'cleared',
        );
      }
    }
  }

  #sortedEntries(): Entry[] {
    this.#sorted ??= [...this.#entries.values()].sort(byAddress);
    return this.#sorted;
  }

  #list(infrastructure: boolean): ClusterView[] {
    return this.#sortedEntries()
      .filter(({ subject }) => subject.infrastructure === infrastructure)
      .map(({ computed }) => computed.view);
  }
}

/**
 * Keeps the journeys of the whole fleet current in memory: computes anew what a change of the fleet, of the requests or of the
 * time concerns, and tells who listens which views are another.
 *
 * @param options.now - milliseconds since the epoch, for tests
 */
export function createJourneyEngine(
  options: Omit<JourneyInput, 'now'> & { now?: () => number },
): JourneyEngine {
  const { now = Date.now, ...input } = options;
  return new DefaultJourneyEngine(input, now);
}
