/** Asks a question once for all who ask it within `ttl` milliseconds; a failure is not kept. */
export class SharedAnswers<T> {
  readonly #ttl: number;
  readonly #known = new Map<string, { at: number; answer: Promise<T> }>();

  constructor(ttl: number) {
    this.#ttl = ttl;
  }

  ask(key: string, question: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known && Date.now() - known.at <= this.#ttl) {
      return known.answer;
    }
    const entry = { at: Date.now(), answer: question() };
    this.#known.set(key, entry);
    entry.answer.catch(() => {
      if (this.#known.get(key) === entry) {
        this.#known.delete(key);
      }
    });
    return entry.answer;
  }
}
