/** A step of a path: a key, a place in a list, or the item of a list whose field has a value. */
export type PathStep = string | number | { key: string; value: string };

/** One wish: exactly one of `set`, `remove`, `addItem` and `removeItem`. */
export interface FieldEdit {
  path: PathStep[];
  /** The field's new value, whatever was there. */
  set?: unknown;
  /** Takes the field away; nothing happens where there is none. */
  remove?: boolean;
  /** Adds an item to the list at `path` unless it is there. */
  addItem?: unknown;
  /** Takes an item out of the list at `path`; nothing happens where there is none. */
  removeItem?: unknown;
}

/** Which document of a file; what is absent may be anything. */
export interface DocumentSelector {
  apiVersion?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

/** A place that exists: keys and places in lists only. */
export type Place = (string | number)[];

/** The smallest changes, each of one place of the text. */
export type Change =
  | { type: 'replace'; place: Place; value: unknown }
  | { type: 'remove'; place: Place }
  /** Of a map: `place` is the map's. */
  | { type: 'insertField'; place: Place; key: string; value: unknown }
  /** Of a list: `place` is the list's. */
  | { type: 'insertItem'; place: Place; index: number; value: unknown };

/** A replacement of the characters from `start` up to `end`. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}
