/** Up to here it is quicker to look through all of them than to hash one. */
const FEW = 12;

/** Texts that were written out for one object, and where they are. */
export class WrittenTexts {
  readonly #texts: string[] = [];
  readonly #offsets: number[] = [];
  #size = 0;
  #many: Map<string, number> | undefined;

  /** Begins with another object. */
  clear(): void {
    this.#size = 0;
    this.#many = undefined;
  }

  offsetOf(text: string): number | undefined {
    if (this.#many) {
      return this.#many.get(text);
    }
    for (let index = 0; index < this.#size; index++) {
      if (this.#texts[index] === text) {
        return this.#offsets[index];
      }
    }
    return undefined;
  }

  add(text: string, offset: number): void {
    if (this.#many) {
      this.#many.set(text, offset);
    } else if (this.#size < FEW) {
      this.#texts[this.#size] = text;
      this.#offsets[this.#size] = offset;
      this.#size += 1;
    } else {
      this.#many = new Map(
        this.#texts.map((known, index) => [known, this.#offsets[index]]),
      ).set(text, offset);
    }
  }
}
