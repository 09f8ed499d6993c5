/** The keys of many objects of one form. */
export interface Shape {
  number: number;
  keys: string[];
  index: Map<string, number>;
}

interface Step {
  next: Map<string, Step>;
  shape?: Shape;
}

/** Beyond this objects are written with their keys: they come from a hub, not from code. */
const MAX_SHAPES = 4_096;

const ALL = () => true;

/** All forms of objects, found by their keys in order. Keys without a value are no part of a form. */
export class Shapes {
  readonly #root: Step = { next: new Map() };
  readonly #fields: Step = { next: new Map() };
  readonly #shapes: Shape[] = [];

  get(number: number): Shape {
    return this.#shapes[number];
  }

  /** @returns undefined when there are too many forms already */
  of(object: Record<string, unknown>): Shape | undefined {
    return this.#find(this.#root, object, ALL);
  }

  /** The form of some of the keys: the packed fields of a whole object. */
  ofFields(
    object: Record<string, unknown>,
    isField: (key: string) => boolean,
  ): Shape | undefined {
    return this.#find(this.#fields, object, isField);
  }

  #find(
    root: Step,
    object: Record<string, unknown>,
    isField: (key: string) => boolean,
  ): Shape | undefined {
    let step = root;
    for (const key in object) {
      if (object[key] !== undefined) {
        let next = step.next.get(key);
        if (next === undefined) {
          if (!isField(key)) {
            continue;
          }
          if (this.#shapes.length >= MAX_SHAPES) {
            return undefined;
          }
          next = { next: new Map() };
          step.next.set(key, next);
        }
        step = next;
      }
    }
    return (step.shape ??= this.#add(object, isField));
  }

  #add(
    object: Record<string, unknown>,
    isField: (key: string) => boolean,
  ): Shape | undefined {
    if (this.#shapes.length >= MAX_SHAPES) {
      return undefined;
    }
    const keys = Object.keys(object).filter(
      key => object[key] !== undefined && isField(key),
    );
    const shape = {
      number: this.#shapes.length,
      keys,
      index: new Map(keys.map((key, index) => [key, index])),
    };
    this.#shapes.push(shape);
    return shape;
  }
}
