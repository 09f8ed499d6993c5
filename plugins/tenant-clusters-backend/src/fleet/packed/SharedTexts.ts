/** A text is shared from its so many-th occurrence on: until then it costs less to write it out. */
const ADMITTED_AT = 4;
const MAX_LENGTH = 200;
/** Places in which occurrences are counted; a power of two. */
const PLACES = 1 << 15;
const COUNT_BITS = 3;

/** Texts that many objects have in common, by number. It only grows: see {@link ObjectPacker} for how it is renewed. */
export class SharedTexts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Hash and count of what was seen; what falls into the same place pushes the other one out. */
  readonly #seen = new Uint32Array(PLACES);

  get size(): number {
    return this.#texts.length;
  }

  numberOf(text: string): number | undefined {
    return text.length > MAX_LENGTH ? undefined : this.#numbers.get(text);
  }

  textOf(number: number): string {
    return this.#texts[number];
  }

  /** Takes note of a text that is not shared yet. @param hash - 32 bits, of its characters */
  notice(text: string, hash: number): void {
    if (text.length > MAX_LENGTH) {
      return;
    }
    const place = hash & (PLACES - 1);
    const mark = (hash >>> 15) << COUNT_BITS;
    const known = this.#seen[place];
    const count =
      (known & ~((1 << COUNT_BITS) - 1)) === mark
        ? (known & ((1 << COUNT_BITS) - 1)) + 1
        : 1;
    if (count < ADMITTED_AT) {
      this.#seen[place] = mark | count;
      return;
    }
    this.#seen[place] = 0;
    this.#numbers.set(text, this.#texts.length);
    this.#texts.push(text);
  }
}
