/** How long a "no" is believed: the revision may not have reached the repository's copy yet. */
const NEGATIVE_TTL_MS = 60_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  answer?: boolean;
  askedAt: number;
  pending: boolean;
}

/**
 * Remembers whether a revision contains a commit. Git's ancestry never changes, so a yes is kept; a no is asked again after
 * a minute. Asking is synchronous: what is unknown is fetched in the background and told by `onAnswer`.
 */
export class AncestryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #compare: (revision: string, commit: string) => Promise<boolean>;
  readonly #onAnswer: () => void;

  constructor(options: {
    compare: (revision: string, commit: string) => Promise<boolean>;
    onAnswer: () => void;
  }) {
    this.#compare = options.compare;
    this.#onAnswer = options.onAnswer;
  }

  contains(
    revision: string,
    commit: string,
    now = Date.now(),
  ): boolean | undefined {
    if (revision === commit) {
      return true;
    }
    const key = `${commit}...${revision}`;
    const entry = this.#entries.get(key);
    const stale =
      !entry ||
      (entry.answer !== true && now - entry.askedAt > NEGATIVE_TTL_MS);
    if (stale && !entry?.pending) {
      this.#ask(key, revision, commit, now, entry?.answer);
    }
    return entry?.answer;
  }

  #ask(
    key: string,
    revision: string,
    commit: string,
    now: number,
    previous: boolean | undefined,
  ): void {
    if (this.#entries.size >= MAX_ENTRIES) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    const entry: Entry = { answer: previous, askedAt: now, pending: true };
    this.#entries.set(key, entry);
    this.#compare(revision, commit).then(
      answer => {
        entry.pending = false;
        const changed = entry.answer !== answer;
        entry.answer = answer;
        if (changed) {
          this.#onAnswer();
        }
      },
      () => {
        // Not an answer: the next question after a moment asks again.
        entry.pending = false;
      },
    );
  }
}
