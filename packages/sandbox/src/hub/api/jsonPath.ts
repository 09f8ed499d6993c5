type Step = (values: unknown[]) => unknown[];

function child(name: string): Step {
  return values =>
    values.flatMap(value =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? [(value as Record<string, unknown>)[name]]
        : [],
    );
}

const everyItem: Step = values =>
  values.flatMap(value =>
    typeof value === 'object' && value !== null ? Object.values(value) : [],
  );

function item(index: number): Step {
  return values =>
    values.flatMap(value =>
      Array.isArray(value) && value.at(index) !== undefined
        ? [value.at(index)]
        : [],
    );
}

function filter(path: string, operator: string, literal: string): Step {
  const find = compileJsonPath(path);
  return values =>
    values
      .flatMap(value => (Array.isArray(value) ? value : []))
      .filter(
        value =>
          find(value).some(found => String(found) === literal) ===
          (operator === '=='),
      );
}

const tokens: Array<[RegExp, (found: RegExpExecArray) => Step]> = [
  [
    /^\.?\[\?\(\s*@([^=!\s]*)\s*(==|!=)\s*(['"]?)(.*?)\3\s*\)\]/,
    found => filter(found[1], found[2], found[4]),
  ],
  [/^\.?\[\s*['"](.*?)['"]\s*\]/, found => child(found[1])],
  [/^\.?\[\*\]/, () => everyItem],
  [/^\.?\[(-?\d+)\]/, found => item(Number(found[1]))],
  [/^\.\*/, () => everyItem],
  [
    /^\.?((?:\\.|[^.[\]\\])+)/,
    found => child(found[1].replace(/\\(.)/g, '$1')),
  ],
  [/^\.$/, () => values => values],
];

/**
 * Compiles the part of Kubernetes' JSONPath that printer columns use: children (dots escaped by a backslash), indexes, `*` and
 * filters by equality. A path that is not understood finds nothing.
 */
export function compileJsonPath(path: string): (value: unknown) => unknown[] {
  const steps: Step[] = [];
  let rest = path.trim().replace(/^\{(.*)\}$/, '$1');
  while (rest) {
    const text = rest;
    const match = tokens
      .map(([pattern, make]) => ({ found: pattern.exec(text), make }))
      .find(({ found }) => found);
    if (!match?.found) {
      return () => [];
    }
    steps.push(match.make(match.found));
    rest = rest.slice(match.found[0].length);
  }
  return value =>
    steps.reduce<unknown[]>((values, step) => step(values), [value]);
}
