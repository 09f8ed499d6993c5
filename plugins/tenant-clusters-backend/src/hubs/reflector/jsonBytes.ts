const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Brackets and braces differ in one bit, and mean the same here. */
const BRACE = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Where the bracket or brace is that closes the list or object whose content begins here. Undefined where it does not end, or
 * this is no JSON.
 */
export function endOfList(line: Buffer, begin: number): number | undefined {
  const { length } = line;
  let depth = 1;
  for (let at = begin; at < length; at++) {
    const byte = line[at];
    if (byte === QUOTE) {
      for (at += 1; at < length && line[at] !== QUOTE; at++) {
        if (line[at] === BACKSLASH) {
          at += 1;
        }
      }
    } else if ((byte | BRACE) === OPEN) {
      depth += 1;
    } else if ((byte | BRACE) === CLOSE) {
      depth -= 1;
      if (depth === 0) {
        return at;
      }
    }
  }
  return undefined;
}

/** Takes bytes out of a line, in place. Returns the part of the same bytes that is still meant. */
export function cutOut(line: Buffer, begin: number, end: number): Buffer {
  if (begin === end) {
    return line;
  }
  line.copyWithin(begin, end);
  return line.subarray(0, line.length - (end - begin));
}

/** Whether these bytes stand there. */
export function startsWith(line: Buffer, at: number, bytes: Buffer): boolean {
  for (let index = 0; index < bytes.length; index++) {
    if (line[at + index] !== bytes[index]) {
      return false;
    }
  }
  return true;
}
