interface Due {
  key: string;
  at: number;
}

/** Times at which something is to be looked at again, the next first (a binary heap); one a key. */
export class DueTimes {
  readonly #times = new Map<string, number>();
  /** Holds times that were replaced as well: a key counts only with the time that it has now. */
  #heap: Due[] = [];

  /** @param at - milliseconds since the epoch; undefined for never */
  set(key: string, at: number | undefined): void {
    if (this.#times.get(key) === at) {
      return;
    }
    if (at === undefined) {
      this.#times.delete(key);
      return;
    }
    this.#times.set(key, at);
    this.#push({ key, at });
    // Replaced times would pile up where a key is often given another.
    if (this.#heap.length > 64 + 4 * this.#times.size) {
      this.#heap = [];
      for (const [other, time] of this.#times) {
        this.#push({ key: other, at: time });
      }
    }
  }

  /** Takes out the keys whose time has come. */
  take(now: number): string[] {
    const due: string[] = [];
    while (this.#heap.length > 0 && this.#heap[0].at <= now) {
      const { key, at } = this.#pop();
      if (this.#times.get(key) === at) {
        this.#times.delete(key);
        due.push(key);
      }
    }
    return due;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(due);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (heap[parent].at <= due.at) {
        break;
      }
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = due;
  }

  #pop(): Due {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop()!;
    if (heap.length === 0) {
      return first;
    }
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) {
        break;
      }
      const right = left + 1;
      const child =
        right < heap.length && heap[right].at < heap[left].at ? right : left;
      if (heap[child].at >= last.at) {
        break;
      }
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
    return first;
  }
}
