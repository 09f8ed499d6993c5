import type { SharedTexts } from './SharedTexts';
import type { Shape, Shapes } from './Shapes';
import { formatTime } from './time';
import {
  SHARED_ONE,
  SHARED_TWO,
  SHARED_ONES,
  SMALL_ARRAY,
  SMALL_INTEGER,
  SMALL_SHAPE,
  TOKEN,
} from './tokens';
import { readUuid, UUID_BYTES } from './uuid';

/** Reads what {@link PackWriter} wrote. */
export class PackReader {
  readonly #texts: SharedTexts;
  readonly #shapes: Shapes;
  #data = '';
  #name = '';
  #at = 0;
  /** Where the values begin. */
  #begin = 0;

  constructor(texts: SharedTexts, shapes: Shapes) {
    this.#texts = texts;
    this.#shapes = shapes;
  }

  /** One value of an object; undefined where it has none of that key. @param name - of the object */
  read(data: string, name: string, key: string): unknown {
    const shape = this.#open(data);
    this.#name = name;
    const wanted = shape.index.get(key);
    if (wanted === undefined) {
      return undefined;
    }
    let offset = 0;
    for (let index = 0; index < shape.keys.length; index++) {
      const length = this.#varint();
      if (index < wanted) {
        offset += length;
      }
    }
    this.#begin = this.#at;
    this.#at += offset;
    return this.#value();
  }

  keys(data: string): string[] {
    return this.#open(data).keys;
  }

  #open(data: string): Shape {
    this.#data = data;
    this.#at = 0;
    return this.#shapes.get(this.#varint());
  }

  #value(): unknown {
    const token = this.#data.charCodeAt(this.#at++);
    if (token >= SHARED_TWO) {
      const low = this.#data.charCodeAt(this.#at++);
      return this.#texts.textOf(
        SHARED_ONES + ((token - SHARED_TWO) << 8) + low,
      );
    }
    if (token >= SHARED_ONE) {
      return this.#texts.textOf(token - SHARED_ONE);
    }
    if (token >= SMALL_SHAPE) {
      return this.#object(token - SMALL_SHAPE);
    }
    if (token >= SMALL_ARRAY) {
      return this.#array(token - SMALL_ARRAY);
    }
    return token >= SMALL_INTEGER ? token - SMALL_INTEGER : this.#long(token);
  }

  #long(token: number): unknown {
    switch (token) {
      case TOKEN.null:
        return null;
      case TOKEN.true:
        return true;
      case TOKEN.false:
        return false;
      case TOKEN.integer: {
        const value = this.#varint();
        return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
      }
      case TOKEN.number:
        return Number(this.#latin());
      case TOKEN.time:
        return formatTime(this.#varint());
      case TOKEN.repeated:
        return this.#repeated();
      case TOKEN.latin:
        return this.#latin();
      case TOKEN.wide:
        return this.#wide();
      case TOKEN.array:
        return this.#array(this.#varint());
      case TOKEN.object:
        return this.#object(this.#varint());
      case TOKEN.record:
        return this.#record();
      case TOKEN.shared:
        return this.#texts.textOf(this.#varint());
      case TOKEN.uuid:
        return this.#uuid();
      case TOKEN.named:
        return this.#name + this.#latin();
      default:
        return undefined;
    }
  }

  #array(length: number): unknown[] {
    const items: unknown[] = [];
    for (let index = 0; index < length; index++) {
      items.push(this.#value());
    }
    return items;
  }

  #object(number: number): Record<string, unknown> {
    const { keys } = this.#shapes.get(number);
    const object: Record<string, unknown> = {};
    for (let index = 0; index < keys.length; index++) {
      assign(object, keys[index], this.#value());
    }
    return object;
  }

  #record(): Record<string, unknown> {
    const length = this.#varint();
    const object: Record<string, unknown> = {};
    for (let index = 0; index < length; index++) {
      const key = this.#value() as string;
      assign(object, key, this.#value());
    }
    return object;
  }

  #repeated(): unknown {
    const offset = this.#varint();
    const after = this.#at;
    this.#at = this.#begin + offset;
    const text = this.#value();
    this.#at = after;
    return text;
  }

  #latin(): string {
    const length = this.#varint();
    const begin = this.#at;
    this.#at += length;
    return this.#data.slice(begin, this.#at);
  }

  #wide(): string {
    const length = this.#varint();
    let text = '';
    for (let index = 0; index < length; index++) {
      const low = this.#data.charCodeAt(this.#at++);
      text += String.fromCharCode(
        low + (this.#data.charCodeAt(this.#at++) << 8),
      );
    }
    return text;
  }

  #uuid(): string {
    const text = readUuid(this.#data, this.#at);
    this.#at += UUID_BYTES;
    return text;
  }

  #varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#data.charCodeAt(this.#at++);
      if (byte < 0x80) {
        return value + byte * factor;
      }
      value += (byte - 0x80) * factor;
      factor *= 0x80;
    }
  }
}

/** As JSON.parse does it: a hub may name a label `__proto__`. */
function assign(
  object: Record<string, unknown>,
  key: string,
  value: unknown,
): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}
