/**
 * The packed form of a value: a token, then what belongs to it. Numbers are varints (seven bits a byte, the low ones first).
 * Frequent values take one byte. The form lives in memory only, and so has no version.
 */
export const TOKEN = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  /** Zigzag varint. */
  integer: 4,
  /** Any other number: length and its decimal text. */
  number: 5,
  /** Seconds since the epoch: RFC 3339 in UTC, in whole seconds, as Kubernetes writes it. */
  time: 6,
  /** Offset of a text in the same object. */
  repeated: 7,
  /** Length and one byte a character, which is below U+0100. */
  latin: 8,
  /** Length and two bytes a UTF-16 unit. */
  wide: 9,
  /** Length and items. */
  array: 10,
  /** Number of the shape and values. */
  object: 11,
  /** Length, and a key and a value each: for records of which each has its own keys. */
  record: 12,
  /** Number of a shared text. */
  shared: 13,
  /** A UUID in its usual form, as 16 bytes. */
  uuid: 14,
  /** Length and one byte a character of what comes after the object's own name, with which the text begins. */
  named: 15,
} as const;

/** Integers from 0 are this and more. */
export const SMALL_INTEGER = 0x20;
export const SMALL_INTEGERS = 16;
/** Arrays by their length. */
export const SMALL_ARRAY = 0x30;
export const SMALL_ARRAYS = 8;
/** Objects of the first shapes. */
export const SMALL_SHAPE = 0x38;
export const SMALL_SHAPES = 8;
/** The first shared texts in one byte, many more in two. */
export const SHARED_ONE = 0x40;
export const SHARED_ONES = 0x80;
export const SHARED_TWO = 0xc0;
export const SHARED_TWOS = 0x40 << 8;
