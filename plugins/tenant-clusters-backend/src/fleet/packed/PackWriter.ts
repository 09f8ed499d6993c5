import type { SharedTexts } from './SharedTexts';
import type { Shape, Shapes } from './Shapes';
import { parseTime } from './time';
import {
  SHARED_ONE,
  SHARED_ONES,
  SHARED_TWO,
  SHARED_TWOS,
  SMALL_ARRAY,
  SMALL_ARRAYS,
  SMALL_INTEGER,
  SMALL_INTEGERS,
  SMALL_SHAPE,
  SMALL_SHAPES,
  TOKEN,
} from './tokens';
import { UUID_BYTES, writeUuid } from './uuid';

/** Room before the values for the shape and the lengths, which are known last: five bytes a number at most. */
const HEADER = 1_024;
/** A text that is shorter is written again sooner than looked for. */
const MIN_REPEATED = 4;
/** A name that is shorter is not worth a token. */
const MIN_NAME = 4;

/** Writes objects in the packed form. One is used for all objects of a hub, one after the other. */
export class PackWriter {
  readonly #texts: SharedTexts;
  readonly #shapes: Shapes;
  /** Where texts are in the object that is being written. */
  readonly #offsets = new Map<string, number>();
  #buffer = Buffer.allocUnsafeSlow(64 * 1_024);
  #at = HEADER;
  /** Of the object that is being written; empty for one that is too short. */
  #name = '';

  constructor(texts: SharedTexts, shapes: Shapes) {
    this.#texts = texts;
    this.#shapes = shapes;
  }

  /**
   * Packs the values of an object, each of which can be read without the others: the number of the shape, the length of each
   * value in bytes, the values. Its `name` is not among them, but has to be given to read them.
   *
   * @returns one character a byte, which is the smallest thing that holds bytes
   */
  write(shape: Shape, object: Record<string, unknown>): string {
    this.#at = HEADER;
    this.#offsets.clear();
    const { name } = object;
    this.#name =
      typeof name === 'string' && name.length >= MIN_NAME ? name : '';
    const lengths: number[] = [];
    for (const key of shape.keys) {
      const begun = this.#at;
      this.#value(object[key]);
      lengths.push(this.#at - begun);
    }
    const end = this.#at;
    const header =
      sizeOf(shape.number) +
      lengths.reduce((sum, length) => sum + sizeOf(length), 0);
    const begin = HEADER - header;
    this.#at = begin;
    this.#varint(shape.number);
    lengths.forEach(length => this.#varint(length));
    return this.#buffer.toString('latin1', begin, end);
  }

  #value(value: unknown): void {
    this.#reserve(16);
    switch (typeof value) {
      case 'string':
        this.#text(value);
        break;
      case 'number':
        this.#number(value);
        break;
      case 'boolean':
        this.#byte(value ? TOKEN.true : TOKEN.false);
        break;
      case 'object':
        this.#compound(value);
        break;
      default:
        this.#byte(TOKEN.undefined);
    }
  }

  #compound(value: object | null): void {
    if (value === null) {
      this.#byte(TOKEN.null);
    } else if (Array.isArray(value)) {
      if (value.length < SMALL_ARRAYS) {
        this.#byte(SMALL_ARRAY + value.length);
      } else {
        this.#byte(TOKEN.array);
        this.#varint(value.length);
      }
      for (let index = 0; index < value.length; index++) {
        this.#value(value[index]);
      }
    } else {
      this.#object(value as Record<string, unknown>);
    }
  }

  #object(object: Record<string, unknown>): void {
    const shape = this.#shapes.of(object);
    if (!shape) {
      this.#record(object);
      return;
    }
    if (shape.number < SMALL_SHAPES) {
      this.#byte(SMALL_SHAPE + shape.number);
    } else {
      this.#byte(TOKEN.object);
      this.#varint(shape.number);
    }
    const { keys } = shape;
    for (let index = 0; index < keys.length; index++) {
      this.#value(object[keys[index]]);
    }
  }

  #record(object: Record<string, unknown>): void {
    const keys = Object.keys(object).filter(key => object[key] !== undefined);
    this.#byte(TOKEN.record);
    this.#varint(keys.length);
    for (const key of keys) {
      this.#value(key);
      this.#value(object[key]);
    }
  }

  #number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 30) {
      if (value >= 0 && value < SMALL_INTEGERS) {
        this.#byte(SMALL_INTEGER + value);
      } else {
        this.#byte(TOKEN.integer);
        this.#varint(value < 0 ? -value * 2 - 1 : value * 2);
      }
      return;
    }
    const text = Object.is(value, -0) ? '-0' : String(value);
    this.#byte(TOKEN.number);
    this.#varint(text.length);
    this.#at += this.#buffer.write(text, this.#at, 'latin1');
  }

  #text(text: string): void {
    // Before the look-up, which has to hash the text.
    const time = text.length === 20 ? parseTime(text) : undefined;
    if (time !== undefined) {
      this.#byte(TOKEN.time);
      this.#varint(time);
      return;
    }
    const number = this.#texts.numberOf(text);
    if (number !== undefined) {
      this.#shared(number);
      return;
    }
    if (text.length >= MIN_REPEATED) {
      const offset = this.#offsets.get(text);
      if (offset !== undefined) {
        this.#byte(TOKEN.repeated);
        this.#varint(offset);
        return;
      }
      this.#offsets.set(text, this.#at - HEADER);
    }
    if (this.#name === '' || !this.#named(text)) {
      this.#new(text);
    }
  }

  /** Nodes of a workflow, and what an XR composes, are mostly called after it. */
  #named(text: string): boolean {
    const from = this.#name.length;
    if (!text.startsWith(this.#name)) {
      return false;
    }
    const { length } = text;
    this.#reserve(length + 16);
    const begin = this.#at;
    this.#byte(TOKEN.named);
    this.#varint(length - from);
    for (let index = from; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0xff) {
        this.#at = begin;
        return false;
      }
      this.#byte(code);
    }
    return true;
  }

  #shared(number: number): void {
    if (number < SHARED_ONES) {
      this.#byte(SHARED_ONE + number);
    } else if (number - SHARED_ONES < SHARED_TWOS) {
      const rest = number - SHARED_ONES;
      this.#byte(SHARED_TWO + (rest >> 8));
      this.#byte(rest & 0xff);
    } else {
      this.#byte(TOKEN.shared);
      this.#varint(number);
    }
  }

  /** Writes a text out. */
  #new(text: string): void {
    const { length } = text;
    this.#reserve(length * 2 + 16);
    const hash = this.#uuid(text) ?? this.#latin(text);
    if (hash === undefined) {
      this.#wide(text);
    } else {
      this.#texts.notice(text, hash ^ (hash >>> 15));
    }
  }

  /** @returns a hash of the text; undefined when it is no UUID, and nothing was written */
  #uuid(text: string): number | undefined {
    const begin = this.#at + 1;
    if (!writeUuid(text, this.#buffer, begin)) {
      return undefined;
    }
    this.#byte(TOKEN.uuid);
    this.#at += UUID_BYTES;
    return this.#buffer.readInt32LE(begin);
  }

  /** @returns a hash of the text; undefined when it has other characters, and nothing was written */
  #latin(text: string): number | undefined {
    const { length } = text;
    const begin = this.#at;
    this.#byte(TOKEN.latin);
    this.#varint(length);
    const buffer = this.#buffer;
    let at = this.#at;
    let hash = length;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0xff) {
        this.#at = begin;
        return undefined;
      }
      buffer[at++] = code;
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    this.#at = at;
    return hash;
  }

  #wide(text: string): void {
    this.#byte(TOKEN.wide);
    this.#varint(text.length);
    this.#at += this.#buffer.write(text, this.#at, 'utf16le');
  }

  #byte(value: number): void {
    this.#buffer[this.#at++] = value;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#buffer[this.#at++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#at++] = rest;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow((this.#at + bytes) * 2);
      this.#buffer.copy(larger, 0, 0, this.#at);
      this.#buffer = larger;
    }
  }
}

function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 0x80)) {
    size += 1;
  }
  return size;
}
