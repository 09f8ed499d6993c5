import type {
  StageName,
  StageState,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ResourceTree } from './walk/ResourceTree';

/**
 * What a part of a judgement asked for beside what it found. As long as nothing of that moves, the part need not be judged again: it
 * is enough to ask for the same once more.
 */
export interface JudgementTrace {
  /** Whether it looked at the resources that were made for the claim. */
  looksAtResources: boolean;
  /** What it was told of the stages before it. */
  earlier: [StageName, StageState | undefined][];
  /** When the time will change it, milliseconds since the epoch. */
  recheckAt?: number;
  standing: string[];
  followed: [string, TimeFact][];
  dependencies: string[];
}

/** The judgement before, as far as it is known from it what was looked at. */
export interface LastJudgement {
  followed: ReadonlyMap<string, TimeFact>;
  found: ReadonlySet<string>;
  dependencies: ReadonlySet<string>;
  tree: Pick<ResourceTree, 'indexOf'>;
}

const earlierOf = (one: number | undefined, other: number) =>
  one === undefined ? other : Math.min(one, other);

/** Writes down what judging a cluster asks for: of whom it wants to hear, when it is to be done again, and what is followed. */
export class JudgementLog {
  /** Clock subjects of the blockers that stand. */
  readonly standing = new Set<string>();
  /** Since when the conditions that are followed have been as they are, by their clock subject. */
  readonly followed = new Map<string, TimeFact>();
  readonly #now: number;
  #found: ReadonlySet<string> = new Set();
  #dependencies = new Set<string>();
  #before: LastJudgement | undefined;
  #recheckAt: number | undefined;
  #trace: JudgementTrace | undefined;

  /** @param options.now - milliseconds since the epoch */
  constructor(options: { now: number; before?: LastJudgement }) {
    this.#now = options.now;
    this.#before = options.before;
  }

  /** Uids, and tokens, of what may change the judgement, beside the objects of the tree and what its facts were found in. */
  get dependencies(): Set<string> {
    return this.#dependencies;
  }

  /** Ends the search for facts: what was asked for until now is what they were found in. It is shared by all who judge them. */
  endSearch(): ReadonlySet<string> {
    this.#found = this.#dependencies;
    this.#dependencies = new Set();
    return this.#found;
  }

  /** Takes over what facts that still hold were found in. */
  skipSearch(found: ReadonlySet<string>): void {
    this.#found = found;
  }

  /** When it would be judged otherwise although nothing changed, milliseconds since the epoch. */
  get recheckAt(): number | undefined {
    return this.#recheckAt;
  }

  /** Judges a part, and tells what that asked for. */
  trace<T>(judge: () => T): { found: T; trace: JudgementTrace } {
    const trace: JudgementTrace = {
      looksAtResources: false,
      earlier: [],
      standing: [],
      followed: [],
      dependencies: [],
    };
    this.#trace = trace;
    try {
      return { found: judge(), trace };
    } finally {
      this.#trace = undefined;
    }
  }

  /** Asks for what a part asked for before, which is not judged again. */
  repeat(trace: JudgementTrace): void {
    trace.dependencies.forEach(token => this.dependOn(token));
    trace.standing.forEach(subject => this.stand(subject));
    trace.followed.forEach(([subject, since]) => this.follow(subject, since));
    if (trace.recheckAt !== undefined) {
      this.askAgainAt(trace.recheckAt);
    }
  }

  dependOn(token: string): void {
    if (!this.#found.has(token)) {
      this.#dependencies.add(token);
    }
    this.#trace?.dependencies.push(token);
  }

  /** @param at - milliseconds since the epoch; what is past asks for nothing */
  askAgainAt(at: number): void {
    // Also what is no time at all: objects say what they like.
    if (!(at > this.#now)) {
      return;
    }
    this.#recheckAt = earlierOf(this.#recheckAt, at);
    if (this.#trace) {
      this.#trace.recheckAt = earlierOf(this.#trace.recheckAt, at);
    }
  }

  stand(subject: string): void {
    this.standing.add(subject);
    this.#trace?.standing.push(subject);
  }

  follow(subject: string, since: TimeFact): void {
    this.followed.set(subject, since);
    this.#trace?.followed.push([subject, since]);
  }

  /** Whether a condition was seen to be well a moment ago, so that what its object says of the time is not needed. */
  wasWell(subject: string): boolean {
    const before = this.#before;
    if (!before || before.followed.has(subject)) {
      return false;
    }
    const [, uid] = subject.split('/');
    return (
      before.tree.indexOf.has(uid) ||
      before.found.has(uid) ||
      before.dependencies.has(uid)
    );
  }

  /** Forgets what was before: facts are kept, and each would keep those before it. */
  close(): void {
    this.#before = undefined;
  }

  lookAtResources(): void {
    if (this.#trace) {
      this.#trace.looksAtResources = true;
    }
  }

  hearOf(stage: StageName, state: StageState | undefined): void {
    this.#trace?.earlier.push([stage, state]);
  }
}
