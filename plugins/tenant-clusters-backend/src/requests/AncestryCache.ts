import type { Ancestry } from './types';

/** How long anything but a yes is believed: the revision may not have reached the repository's copy yet. */
const NEGATIVE_TTL_MS = 60_000;
/** How long nobody asks again after a question that could not be answered. */
const FAILED_TTL_MS = 10_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  answer?: Ancestry;
  /** Milliseconds since 1970; infinite for what never changes. */
  staleAt: number;
  pending: boolean;
}

/**
 * Remembers how revisions stand to commits. Git's ancestry never changes, so a yes is kept; anything else is asked again after
 * a minute. Asking is synchronous: what is unknown is fetched in the background and told by `onAnswer`.
 */
export class AncestryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #compare: (
    revision: string,
    commit: string,
  ) => Promise<Ancestry> | undefined;
  readonly #onAnswer: () => void;

  constructor(options: {
    /** Undefined while there is nobody to ask; whoever knows when there is tells it as a change of its own. */
    compare: (
      revision: string,
      commit: string,
    ) => Promise<Ancestry> | undefined;
    onAnswer: () => void;
  }) {
    this.#compare = options.compare;
    this.#onAnswer = options.onAnswer;
  }

  read(
    revision: string,
    commit: string,
    now = Date.now(),
  ): Ancestry | undefined {
    if (revision === commit) {
      return 'contained';
    }
    const key = `${commit}...${revision}`;
    const entry = this.#entries.get(key);
    if (!entry?.pending && now >= (entry?.staleAt ?? 0)) {
      this.#ask(key, revision, commit, now);
    }
    return entry?.answer;
  }

  #ask(key: string, revision: string, commit: string, now: number): void {
    const asking = this.#compare(revision, commit);
    if (!asking) {
      return;
    }
    const entry: Entry = {
      answer: this.#entries.get(key)?.answer,
      staleAt: now,
      pending: true,
    };
    this.#entries.delete(key);
    if (this.#entries.size >= MAX_ENTRIES) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, entry);
    asking.then(
      answer => {
        const changed = entry.answer !== answer;
        entry.pending = false;
        entry.answer = answer;
        entry.staleAt =
          answer === 'contained' ? Infinity : now + NEGATIVE_TTL_MS;
        if (changed) {
          this.#onAnswer();
        }
      },
      () => {
        entry.pending = false;
        entry.staleAt = now + FAILED_TTL_MS;
        // Nothing else may move meanwhile that would make somebody ask again.
        setTimeout(this.#onAnswer, FAILED_TTL_MS).unref();
      },
    );
  }
}
