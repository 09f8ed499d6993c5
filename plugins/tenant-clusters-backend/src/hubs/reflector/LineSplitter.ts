const NEWLINE = 0x0a;

/** Larger than any object that etcd stores (1.5 MiB by default), with room for escapes. */
const MAX_LINE = 32 * 1024 * 1024;

/** Puts lines together from chunks that break anywhere, also within a character. */
export class LineSplitter {
  #parts: Buffer[] = [];
  #length = 0;

  /**
   * Calls back with each line that is complete by now; empty ones are left out. Its bytes are the callee's.
   *
   * @throws RangeError when a line does not end
   */
  push(chunk: Buffer, onLine: (line: Buffer) => void): void {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      const line = this.#take(chunk.subarray(start, end));
      start = end + 1;
      if (!isBlank(line)) {
        onLine(line);
      }
    }
    if (start < chunk.length) {
      this.#parts.push(chunk.subarray(start));
      this.#length += chunk.length - start;
      if (this.#length > MAX_LINE) {
        throw new RangeError('A line of the stream does not end');
      }
    }
  }

  /** Whether a line has begun and not ended. */
  get pending(): boolean {
    return this.#length > 0;
  }

  #take(last: Buffer): Buffer {
    if (this.#parts.length === 0) {
      return last;
    }
    const line = Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}

/** Bytes of a line that is a heartbeat of some proxy, or nothing. */
const MAX_BLANK = 8;

function isBlank(line: Buffer): boolean {
  return line.length <= MAX_BLANK && line.toString('latin1').trim() === '';
}
