import { createHash } from 'node:crypto';

/** A patch that can't be done; its message is that of function-patch-and-transform. */
export class PatchError extends Error {
  override name = 'PatchError';
}

type Transform = Record<string, any>;

/** Applies transforms in turn (crossplane-contrib/function-patch-and-transform:transforms.go). */
export function applyTransforms(
  value: unknown,
  transforms: Transform[] = [],
): unknown {
  return transforms.reduce<unknown>((input, transform, index) => {
    try {
      return applyTransform(input, transform);
    } catch (error) {
      throw new PatchError(
        `transform at index ${index} returned error: ${
          (error as Error).message
        }`,
      );
    }
  }, value);
}

function applyTransform(input: unknown, transform: Transform): unknown {
  switch (transform.type) {
    case 'map':
      return mapTransform(input, transform.map ?? {});
    case 'match':
      return matchTransform(input, transform.match ?? {});
    case 'math':
      return mathTransform(input, transform.math ?? {});
    case 'string':
      return stringTransform(input, transform.string ?? {});
    case 'convert':
      return convertTransform(input, transform.convert ?? {});
    default:
      throw new PatchError(
        `transform type ${transform.type} is not supported for transform type`,
      );
  }
}

function mapTransform(input: unknown, pairs: Record<string, unknown>) {
  const key = String(input);
  if (!Object.hasOwn(pairs, key)) {
    throw new PatchError(
      `map could not resolve: key ${key} is not found in map`,
    );
  }
  return pairs[key];
}

function matchTransform(input: unknown, match: Transform): unknown {
  for (const pattern of match.patterns ?? []) {
    const matched =
      pattern.type === 'regexp'
        ? new RegExp(String(pattern.regexp)).test(String(input))
        : pattern.literal === input;
    if (matched) return pattern.result;
  }
  return match.fallbackTo === 'Input' ? input : match.fallbackValue;
}

function mathTransform(input: unknown, math: Transform) {
  if (typeof input !== 'number') {
    throw new PatchError(
      'math could not resolve: input is required to be a number for math transformer',
    );
  }
  switch (math.type ?? 'Multiply') {
    case 'ClampMin':
      return Math.max(input, math.clampMin);
    case 'ClampMax':
      return Math.min(input, math.clampMax);
    default:
      return input * Number(math.multiply);
  }
}

const conversions: Record<string, (text: string) => unknown> = {
  ToUpper: text => text.toUpperCase(),
  ToLower: text => text.toLowerCase(),
  ToBase64: text => Buffer.from(text).toString('base64'),
  FromBase64: text => Buffer.from(text, 'base64').toString(),
  ToSha1: text => digest('sha1', text),
  ToSha256: text => digest('sha256', text),
  ToSha512: text => digest('sha512', text),
};

function digest(algorithm: string, text: string) {
  return createHash(algorithm).update(text).digest('hex');
}

function stringTransform(input: unknown, options: Transform): unknown {
  const text =
    typeof input === 'object' ? JSON.stringify(input) : String(input);
  switch (options.type ?? 'Format') {
    case 'Format':
      return formatGo(String(options.fmt ?? ''), [input]);
    case 'Convert': {
      if (options.convert === 'ToJson') return JSON.stringify(input);
      const convert = conversions[options.convert];
      if (!convert) throw unsupported('conversion', options.convert);
      return convert(text);
    }
    case 'TrimPrefix':
      return text.startsWith(options.trim)
        ? text.slice(options.trim.length)
        : text;
    case 'TrimSuffix':
      return text.endsWith(options.trim)
        ? text.slice(0, -options.trim.length)
        : text;
    case 'Regexp': {
      const found = new RegExp(options.regexp?.match ?? '').exec(text);
      const value = found?.[options.regexp?.group ?? 0];
      if (value === undefined) {
        throw new PatchError(
          `string transform could not resolve: regexp "${options.regexp?.match}" had no matches for group`,
        );
      }
      return value;
    }
    case 'Join':
      return Array.isArray(input)
        ? input.join(options.join?.separator ?? '')
        : text;
    case 'Replace':
      return text
        .split(options.replace?.search ?? '')
        .join(options.replace?.replace ?? '');
    default:
      throw unsupported('type', options.type);
  }
}

function unsupported(what: string, value: unknown) {
  return new PatchError(
    `string transform could not resolve: ${what} ${value} is not supported for string transform type`,
  );
}

function convertTransform(input: unknown, convert: Transform): unknown {
  switch (convert.toType) {
    case 'string':
      return typeof input === 'object' ? JSON.stringify(input) : String(input);
    case 'bool':
      return input === true || input === 'true' || input === 1;
    case 'int':
    case 'int64':
      return Math.trunc(toNumber(input));
    case 'float64':
      return toNumber(input);
    case 'object':
    case 'array':
      return JSON.parse(String(input));
    default:
      throw new PatchError(
        `toType ${convert.toType} is not supported for convert transform type`,
      );
  }
}

function toNumber(input: unknown): number {
  const value = typeof input === 'boolean' ? Number(input) : Number(input);
  if (Number.isNaN(value) || input === '') {
    throw new PatchError(
      `strconv.ParseFloat: parsing "${input}": invalid syntax`,
    );
  }
  return value;
}

/** The verbs of Go's `fmt` that Compositions use: %s %v %d %t %q %f %05d and %%. */
export function formatGo(format: string, values: unknown[]): string {
  let next = 0;
  return format.replace(
    /%(?:\[(\d+)\])?(-?0?\d*)(?:\.(\d+))?([svdtqfx%])/g,
    (_, position, width, precision, verb) => {
      if (verb === '%') return '%';
      if (position) next = Number(position) - 1;
      const value = values[next];
      next += 1;
      if (value === undefined) return `%!${verb}(MISSING)`;
      return pad(formatVerb(value, verb, precision), width);
    },
  );
}

function formatVerb(value: unknown, verb: string, precision?: string): string {
  if (verb === 'q') return JSON.stringify(String(value));
  if (verb === 'f') return Number(value).toFixed(Number(precision ?? 6));
  if (verb === 'd') return String(Math.trunc(Number(value)));
  if (verb === 'x') return Number(value).toString(16);
  return printGo(value);
}

/** As Go's %v prints a value: lists as `[a b]`, maps as `map[key:value]`. */
function printGo(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printGo).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries
    .map(([key, item]) => `${key}:${printGo(item)}`)
    .join(' ')}]`;
}

function pad(text: string, width: string): string {
  const size = Math.abs(Number(width || 0));
  if (width.startsWith('-')) return text.padEnd(size);
  return text.padStart(size, width.startsWith('0') ? '0' : ' ');
}
