import type { ClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange } from '../fleet/types';
import { computeClusterFacts, recomputeTree } from './computeCluster';
import type { ComputedCluster } from './computeCluster';
import { tokenOf } from './dependencyTokens';
import { changeTokens } from './engine/changeTokens';
import { clearStanding } from './engine/clearStanding';
import { Dependents, type FoundIn } from './engine/Dependents';
import { DueTimes } from './engine/DueTimes';
import { FirstSyncs } from './engine/FirstSyncs';
import { HubHearings } from './engine/HubHearings';
import { InMemoryTrees } from './engine/InMemoryTrees';
import { isSameSubject } from './engine/isSameSubject';
import { Moves } from './engine/Moves';
import { OwnerWatch } from './engine/OwnerWatch';
import { RemainsKeeper } from './engine/RemainsKeeper';
import type { KeptRemains } from './engine/RemainsKeeper';
import { Rests } from './engine/Rests';
import { ViewBoard } from './engine/ViewBoard';
import { ViewNews } from './engine/ViewNews';
import { WorkList } from './engine/WorkList';
import type { Work } from './engine/WorkList';
import { REMOVED_KEPT } from './graces';
import { SubjectFinder } from './SubjectFinder';
import {
  addressOfRemains,
  claimKey,
  remainsAt,
  remainsKey,
  subjectKey,
} from './subjectKeys';
import type {
  ClusterSubject,
  ClusterView,
  JourneyEngine,
  JourneyInput,
  JourneyListener,
} from './types';
import { isShownOnly } from './walk/objectDigest';

/** Changes come in bursts: what comes within so many milliseconds is computed together. Longer, and the work of it delays answers. */
const COALESCE_MS = 50;
/** How often it is looked whether something is due only because time passed, milliseconds. */
const TICK_MS = 1_000;
/** How long views are computed before others get their turn, milliseconds. An answer needs about ten turns, and waits as often. */
const SLICE_MS = 2;

const NOWHERE: FoundIn = {
  tree: new Map(),
  facts: new Set(),
  beside: new Set(),
};

const foundIn = ({ tree, found, dependencies }: ComputedCluster): FoundIn => ({
  tree: tree.indexOf,
  facts: found,
  beside: dependencies,
});

class DefaultJourneyEngine implements JourneyEngine {
  readonly #input: Omit<JourneyInput, 'now'>;
  readonly #now: () => number;
  readonly #onJudged: (hub: string) => void;
  readonly #finder: SubjectFinder;
  readonly #remains: RemainsKeeper;
  readonly #board = new ViewBoard();
  readonly #news = new ViewNews(this.#board);
  readonly #dependents = new Dependents();
  readonly #due = new DueTimes();
  readonly #owners: OwnerWatch;
  readonly #firstSyncs = new FirstSyncs();
  readonly #rests = new Rests();
  readonly #moves = new Moves();
  readonly #hearings = new HubHearings();
  readonly #keysOfHubs = new Map<string, Set<string>>();
  /** Keys of views of which a journey goes on: what Git is asked for concerns no others. */
  readonly #open = new Set<string>();
  readonly #unsubscribe: (() => void)[];
  readonly #ticker: NodeJS.Timeout;
  readonly #changes: FleetChange[] = [];
  readonly #list = new WorkList();
  readonly #work: Work = {
    check: key => this.#check(key),
    renew: key => this.#check(key, true),
    showTree: key => this.#showTree(key),
  };
  #timer: NodeJS.Timeout | undefined;
  #slice: NodeJS.Immediate | undefined;
  #requestsChanged = false;

  constructor(
    input: Omit<JourneyInput, 'now'>,
    options: { now: () => number; onJudged: (hub: string) => void },
  ) {
    const trees = input.trees ?? new InMemoryTrees();
    this.#input = { ...input, trees };
    this.#now = options.now;
    this.#onJudged = options.onJudged;
    const { fleet, clock, settings } = input;
    this.#remains = new RemainsKeeper({ fleet, clock, trees });
    this.#finder = new SubjectFinder(
      input,
      (hub, uid) => this.#remains.get(hub, uid) !== undefined,
    );
    this.#owners = new OwnerWatch(tenant => settings.ownerOf(tenant));
    this.#finder.keys().forEach(key => this.#list.check(key));
    this.#hearHubs(fleet.hubs().map(({ name }) => name));
    this.flush();
    this.#unsubscribe = [
      fleet.subscribe(change => this.#changed(change)),
      input.requests.subscribe(() => {
        this.#requestsChanged = true;
        this.#schedule();
      }),
    ];
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#ticker.unref();
  }

  views(): ClusterView[] {
    return this.#board.views(false);
  }

  infrastructure(): ClusterView[] {
    return this.#board.views(true);
  }

  removed(): ClusterView[] {
    return this.#board.removed();
  }

  view(
    ref: Pick<ClusterRef, 'hub' | 'namespace' | 'name'> & { kind?: string },
  ): ClusterView | undefined {
    return this.#board.at(ref)?.computed.view;
  }

  subscribe(listener: JourneyListener): () => void {
    return this.#news.subscribe(listener);
  }

  flush(): void {
    this.#begin(true);
    this.#list.run(Infinity, this.#work);
    this.#rests.clear();
    this.#tell();
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#slice);
    clearInterval(this.#ticker);
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
    this.#news.stop();
  }

  #changed(change: FleetChange): void {
    if (change.type === 'hub') {
      this.#hearSync(change.hub);
    } else if (
      this.#firstSyncs.holds(change.object.hub) &&
      change.object.role !== 'claim'
    ) {
      // All of it is looked at when the hub has been read.
      return;
    }
    this.#changes.push(change);
    this.#schedule();
  }

  /** What was not told of a hub while it was read for the first time is computed, once. */
  #hearSync(hub: string): void {
    const { fleet } = this.#input;
    if (this.#firstSyncs.hear(hub, fleet.hub(hub), this.#now())) {
      fleet.claims(hub).forEach(claim => this.#list.check(claimKey(claim)));
      this.#keysOfHubs.get(hub)?.forEach(key => {
        this.#moves.addAny(key);
        this.#list.renew(key);
      });
      // Nothing is spared by waiting for more: the hub is not shown until this is done.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#turn(), 0).unref();
      // Others may have waited for this one.
      fleet.hubs().forEach(({ name }) => this.#hearSync(name));
    }
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#turn(), COALESCE_MS).unref();
  }

  #tick(): void {
    const { fleet } = this.#input;
    const isDue =
      this.#hearHubs(fleet.hubs().map(({ name }) => name)) +
        this.#lookAtTime() >
        0 || this.#list.hasStale;
    if (isDue) {
      this.#turn();
    }
  }

  /** Takes in what happened, and computes for as long as a slice; the rest in further ones. */
  #turn(): void {
    this.#begin();
    this.#run();
  }

  #run(): void {
    this.#slice = undefined;
    if (this.#list.run(performance.now() + SLICE_MS, this.#work)) {
      this.#tell();
    } else {
      this.#slice ??= setImmediate(() => this.#run());
    }
  }

  /** Finds out which views what happened since concerns. */
  #begin(isFlush = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = this.#changes.splice(0);
    const hubs = new Set<string>();
    const registrations = new Set<string>();
    for (const change of changes) {
      if (change.type === 'hub') {
        hubs.add(change.hub);
        registrations.add(change.hub);
      } else {
        this.#takeIn(change, registrations);
      }
    }
    for (const hub of registrations) {
      this.#finder.readRegistrations(hub).forEach(key => {
        this.#list.check(key);
      });
    }
    // How a hub is heard changes with the time as well: all of them are looked at, whatever changed.
    this.#input.fleet.hubs().forEach(({ name }) => hubs.add(name));
    this.#hearHubs([...hubs]);
    if (this.#requestsChanged) {
      this.#requestsChanged = false;
      this.#finder.readRequests().forEach(key => this.#list.check(key));
      this.#remains.all().forEach(kept => {
        this.#list.check(remainsKey(kept));
      });
      // A comparison of commits may have come in, which only what is open waits for.
      this.#open.forEach(key => this.#outdate(key));
    }
    this.#lookAtTime();
    this.#rests.take(isFlush).forEach(key => this.#list.renew(key));
    if (this.#rests.isWaited) {
      this.#schedule();
    }
    this.#firstSyncs.judge();
  }

  #takeIn(
    change: Exclude<FleetChange, { type: 'hub' }>,
    registrations: Set<string>,
  ): void {
    const { object } = change;
    if (change.type === 'put' && isShownOnly(change.previous, object)) {
      for (const key of this.#dependents.of(object.uid)) {
        this.#moved(key, change);
        this.#list.showTree(key);
      }
      return;
    }
    for (const token of changeTokens(change)) {
      for (const key of this.#dependents.of(token)) {
        this.#moved(key, change);
        if (!this.#rests.keep(key)) {
          this.#list.renew(key);
        }
      }
    }
    const comesOrGoes = change.type === 'delete' || !change.previous;
    if (object.role === 'claim') {
      const key = claimKey(object);
      this.#list.check(key);
      this.#claimMoved(change.type, object, key);
    }
    if (
      object.role === 'cluster-secret' ||
      (object.role === 'claim' && comesOrGoes)
    ) {
      registrations.add(object.hub);
    }
  }

  #claimMoved(
    type: 'put' | 'delete',
    claim: Parameters<RemainsKeeper['claimGone']>[0],
    key: string,
  ): void {
    const { hub, uid } = claim;
    if (type === 'put') {
      const kept = this.#remains.get(hub, uid);
      if (kept) {
        this.#remains.drop(hub, uid, false);
        this.#list.check(remainsKey(kept));
      }
      return;
    }
    const entry = this.#board.get(key);
    const isKnown = entry?.subject.claim?.uid === uid;
    const kept = this.#remains.claimGone(
      claim,
      isKnown ? entry.computed.registration : undefined,
    );
    if (kept) {
      this.#list.check(remainsKey(kept));
    }
  }

  /** Views that are due, or whose owner is another: catalogs say nothing when they know another. Returns how many. */
  #lookAtTime(): number {
    const due = this.#due.take(this.#now());
    const owned = this.#owners.changed();
    due.forEach(key => this.#list.renew(key));
    owned.forEach(key => this.#outdate(key));
    return due.length + owned.length;
  }

  #moved(key: string, change: Exclude<FleetChange, { type: 'hub' }>): void {
    this.#moves.add(key, change, this.#board.get(key)?.computed.tree.indexOf);
  }

  /** Has a view computed anew for something that is no object of its tree, nor the time. */
  #outdate(key: string): void {
    this.#moves.addBeyond(key);
    this.#list.renew(key);
  }

  /** Looks whether hubs are heard in another way than before, and how long they are silent. Returns how many are. */
  #hearHubs(hubs: string[]): number {
    const { fleet, settings } = this.#input;
    const now = this.#now();
    const { staleAfter } = settings;
    hubs.forEach(hub => this.#hearSync(hub));
    const news = hubs.filter(hub =>
      this.#hearings.hear({ fleet, hub, now, staleAfter }),
    );
    for (const hub of news) {
      this.#keysOfHubs.get(hub)?.forEach(key => this.#outdate(key));
      this.#remains.search(hub).forEach(kept => {
        this.#list.check(remainsKey(kept));
      });
      this.#finder.readRegistrations(hub).forEach(key => {
        this.#list.check(key);
      });
      if (!fleet.hub(hub)) {
        this.#forgetHub(hub);
      }
    }
    return news.length;
  }

  /** A hub that is no longer configured: its clusters are not removed, they are none of this portal's any more. */
  #forgetHub(hub: string): void {
    this.#hearings.forget(hub);
    this.#remains
      .all()
      .filter(kept => kept.hub === hub)
      .forEach(kept => this.#remains.drop(hub, kept.remains.uid, false));
    this.#keysOfHubs.get(hub)?.forEach(key => this.#list.check(key));
  }

  #tell(): void {
    this.#news.tell();
    this.#firstSyncs.judged().forEach(hub => this.#onJudged(hub));
  }

  #showTree(key: string): void {
    const entry = this.#board.get(key);
    // What is to be computed whole soon shows its tree then: a part of it must not be taken in before.
    if (!entry || this.#rests.waits(key)) {
      return;
    }
    const input: JourneyInput = { ...this.#input, now: this.#now() };
    const moved = this.#moves.of(key);
    const computed = recomputeTree(entry.subject, input, entry.computed, moved);
    if (computed) {
      this.#moves.clear(key);
      this.#news.touch(entry.computed.view.summary.ref);
      this.#board.set(key, { ...entry, computed });
    } else {
      this.#check(key, true);
    }
  }

  /** Finds what a key stands for now, and computes it where it is another, or is said to be stale. */
  #check(key: string, isStale = false): void {
    const entry = this.#board.get(key);
    const kept = this.#keptOf(key);
    const subject = kept ? this.#finder.removed(kept) : this.#subjectAt(key);
    if (subject?.claim && this.#firstSyncs.holds(subject.hub)) {
      return;
    }
    if (!subject) {
      if (entry) {
        this.#replace(key, undefined);
      }
      this.#list.renewed(key);
      return;
    }
    const isSame = entry !== undefined && isSameSubject(entry.subject, subject);
    if (!isStale && !this.#list.renewed(key) && isSame) {
      return;
    }
    const input: JourneyInput = { ...this.#input, now: this.#now() };
    const computed = computeClusterFacts(
      subject,
      input,
      entry && {
        computed: entry.computed,
        moved: this.#moves.of(key),
        nothingElse: isSame && this.#moves.areResources(key),
      },
    );
    this.#moves.clear(key);
    this.#rests.begin(key);
    const removed = this.#removalEnded(kept, computed);
    this.#replace(key, { subject, computed, removed });
  }

  /** A request for an address waits until what was there before is gone. */
  #subjectAt(key: string): ClusterSubject | undefined {
    if (remainsAt(key)) {
      return undefined;
    }
    const subject = this.#finder.at(key);
    if (!subject || subject.claim || subject.secret) {
      return subject;
    }
    const isGoing = this.#remains
      .all()
      .some(
        kept =>
          subjectKey(addressOfRemains(kept)) === key &&
          !this.#board.get(remainsKey(kept))?.removed,
      );
    return isGoing ? undefined : subject;
  }

  #keptOf(key: string): KeptRemains | undefined {
    const remains = remainsAt(key);
    return remains && this.#remains.get(remains.hub, remains.uid);
  }

  /** Whether a removal came to its end; what is left is forgotten a while after that. */
  #removalEnded(
    kept: KeptRemains | undefined,
    computed: ComputedCluster,
  ): boolean {
    const { journey } = computed.view;
    if (!kept || journey?.kind !== 'remove' || journey.state !== 'done') {
      return false;
    }
    const endedAt = Date.parse(journey.finishedAt?.at ?? kept.remains.goneAt);
    const forgetAt = endedAt + REMOVED_KEPT;
    if (this.#now() >= forgetAt) {
      this.#remains.drop(kept.hub, kept.remains.uid, true);
      this.#list.check(remainsKey(kept));
    } else {
      computed.recheckAt = Math.min(computed.recheckAt ?? Infinity, forgetAt);
    }
    return true;
  }

  #replace(key: string, after: ReturnType<ViewBoard['get']>): void {
    const before = this.#board.get(key);
    const { ref } = (after ?? before!).computed.view.summary;
    this.#news.touch(ref);
    const wasFoundIn = before ? foundIn(before.computed) : NOWHERE;
    this.#dependents.replace(key, wasFoundIn, this.#foundIn(after));
    this.#due.set(key, after?.computed.recheckAt);
    this.#owners.set(key, after?.computed.view.summary);
    if (after?.computed.view.journeys.some(({ state }) => state === 'open')) {
      this.#open.add(key);
    } else {
      this.#open.delete(key);
    }
    const keys = this.#keysOfHubs.get(ref.hub) ?? new Set();
    this.#keysOfHubs.set(ref.hub, keys);
    if (after) {
      keys.add(key);
      this.#board.set(key, after);
    } else {
      keys.delete(key);
      this.#moves.clear(key);
      this.#board.delete(key);
    }
    clearStanding(this.#input, before?.computed, after?.computed);
    const isRemains = (after ?? before)?.subject.remains !== undefined;
    if (isRemains && (!after || !before || after.removed !== before.removed)) {
      this.#list.check(subjectKey(ref));
    }
  }

  #foundIn(entry: ReturnType<ViewBoard['get']>): FoundIn {
    if (!entry) {
      return NOWHERE;
    }
    const { dependencies, view } = entry.computed;
    if (view.summary.state !== 'Ready' || view.blockers.length > 0) {
      dependencies.add(tokenOf(entry.subject.hub, { type: 'unfinished' }));
    }
    return foundIn(entry.computed);
  }
}

/**
 * Keeps the journeys of the whole fleet current in memory: computes anew what a change of the fleet, of the requests or of the
 * time concerns, a few milliseconds at a time, and tells who listens which views are another.
 *
 * @param options.onJudged - called once all clusters of a hub that was read for the first time are known
 * @param options.now - milliseconds since the epoch, for tests
 */
export function createJourneyEngine(
  options: Omit<JourneyInput, 'now'> & {
    onJudged?: (hub: string) => void;
    now?: () => number;
  },
): JourneyEngine {
  const { onJudged = () => {}, now = Date.now, ...input } = options;
  return new DefaultJourneyEngine(input, { now, onJudged });
}
