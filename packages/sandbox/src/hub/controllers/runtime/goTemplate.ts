/** A template that can't be parsed or executed, in the words of Go's text/template. */
export class GoTemplateError extends Error {
  override name = 'GoTemplateError';
}

function truthy(value: any): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value && typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

function print(value: any): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(print).join(' ')}]`;
  if (typeof value === 'object') {
    return `map[${Object.entries(value)
      .map(([key, item]) => `${key}:${print(item)}`)
      .join(' ')}]`;
  }
  return String(value);
}

function text(value: any): string {
  return value === undefined || value === null ? '' : String(value);
}

function index(value: any, ...keys: any[]): any {
  return keys.reduce(
    (map, key) =>
      map && typeof map === 'object' && Object.hasOwn(map, key)
        ? map[key]
        : undefined,
    value,
  );
}

/** ApplicationSet's `normalize`: a valid DNS label of any text. */
export function normalizeName(value: string): string {
  return value
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '-')
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, '');
}

const functions: Record<string, (...args: any[]) => any> = {
  index,
  get: (map, key) => index(map, key) ?? '',
  dig: (...args) => index(args.at(-1), ...args.slice(0, -2)) ?? args.at(-2),
  default: (fallback, value) => (truthy(value) ? value : fallback),
  coalesce: (...values) => values.find(truthy),
  empty: value => !truthy(value),
  ternary: (yes, no, condition) => (condition ? yes : no),
  eq: (a, ...others) => others.some(b => a === b),
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  and: (...values) => values.find(value => !truthy(value)) ?? values.at(-1),
  or: (...values) => values.find(truthy) ?? values.at(-1),
  not: value => !truthy(value),
  len: value =>
    value && typeof value === 'object'
      ? Object.keys(value).length
      : text(value).length,
  lower: value => text(value).toLowerCase(),
  upper: value => text(value).toUpperCase(),
  trim: value => text(value).trim(),
  trimPrefix: (prefix, value) =>
    text(value).startsWith(prefix)
      ? text(value).slice(prefix.length)
      : text(value),
  trimSuffix: (suffix, value) =>
    suffix && text(value).endsWith(suffix)
      ? text(value).slice(0, -suffix.length)
      : text(value),
  trunc: (size, value) =>
    size < 0 ? text(value).slice(size) : text(value).slice(0, size),
  replace: (from, to, value) => text(value).split(from).join(to),
  contains: (part, value) => text(value).includes(part),
  hasPrefix: (prefix, value) => text(value).startsWith(prefix),
  hasSuffix: (suffix, value) => text(value).endsWith(suffix),
  hasKey: (map, key) => Boolean(map && Object.hasOwn(map, key)),
  join: (separator, list) =>
    Array.isArray(list) ? list.join(separator) : text(list),
  splitList: (separator, value) => text(value).split(separator),
  quote: value => JSON.stringify(text(value)),
  squote: value => `'${text(value)}'`,
  toString: (value: any) => text(value),
  toJson: value => JSON.stringify(value),
  int: value => Math.trunc(Number(value)) || 0,
  b64enc: value => Buffer.from(text(value)).toString('base64'),
  b64dec: value => Buffer.from(text(value), 'base64').toString(),
  normalize: value => normalizeName(text(value)),
  printf: (format: string, ...values) => {
    let next = 0;
    return format.replace(/%([svdq%])/g, (_, verb) => {
      if (verb === '%') return '%';
      const value = values[next];
      next += 1;
      return verb === 'q' ? JSON.stringify(text(value)) : print(value);
    });
  },
};

type Node =
  | { text: string }
  | { pipeline: string }
  | {
      block: 'if' | 'range' | 'with';
      pipeline: string;
      body: Node[];
      other: Node[];
    };

interface Scope {
  dot: any;
  root: any;
  variables: Record<string, any>;
  strict: boolean;
}

/**
 * Executes the part of Go's text/template that manifests use: fields, `index`, pipes, variables, if/else, range, with,
 * and the sprig functions below. `strict` is ApplicationSet's `missingkey=error`.
 */
export function executeGoTemplate(
  template: string,
  data: unknown,
  options: { strict?: boolean } = {},
): string {
  if (!template.includes('{{')) return template;
  const nodes = parseTemplate(template);
  const scope: Scope = {
    dot: data,
    root: data,
    variables: { $: data },
    strict: options.strict ?? false,
  };
  return nodes.map(node => renderNode(node, scope)).join('');
}

function parseTemplate(template: string): Node[] {
  const tokens = template
    .replace(/\s*\{\{-/g, '{{')
    .replace(/-\}\}\s*/g, '}}')
    .split(/(\{\{[\s\S]*?\}\})/);
  const [nodes, rest] = parseNodes(tokens, 0, false);
  if (rest < tokens.length) throw new GoTemplateError('unexpected {{end}}');
  return nodes;
}

function parseNodes(
  tokens: string[],
  start: number,
  nested: boolean,
): [Node[], number] {
  const nodes: Node[] = [];
  let at = start;
  while (at < tokens.length) {
    const token = tokens[at];
    const action = /^\{\{([\s\S]*)\}\}$/.exec(token)?.[1].trim();
    if (action === undefined) nodes.push({ text: token });
    else if (action === 'end' || /^else\b/.test(action)) {
      return [nodes, at];
    } else if (!action.startsWith('/*')) {
      const block = /^(if|range|with)\s+([\s\S]+)$/.exec(action);
      if (block) {
        const [node, next] = parseBlock(tokens, at, block);
        nodes.push(node);
        at = next;
      } else nodes.push({ pipeline: action });
    }
    at += 1;
  }
  if (nested) throw new GoTemplateError('unexpected EOF');
  return [nodes, at];
}

function parseBlock(
  tokens: string[],
  at: number,
  [, block, pipeline]: RegExpExecArray,
): [Node, number] {
  const [body, end] = parseNodes(tokens, at + 1, true);
  const made = (other: Node[]): Node => ({
    block: block as 'if',
    pipeline,
    body,
    other,
  });
  const closing = tokens[end].slice(2, -2).trim();
  if (closing === 'end') return [made([]), end];
  const elseIf = /^else\s+(if|with)\s+([\s\S]+)$/.exec(closing);
  if (elseIf) {
    const [node, next] = parseBlock(tokens, end, elseIf);
    return [made([node]), next];
  }
  const [other, last] = parseNodes(tokens, end + 1, true);
  return [made(other), last];
}

function renderNode(node: Node, scope: Scope): string {
  if ('text' in node) return node.text;
  if (!('block' in node)) {
    const assignment = /^(\$\w+)\s*:?=\s*([\s\S]+)$/.exec(node.pipeline);
    if (!assignment) return print(evaluate(node.pipeline, scope));
    scope.variables[assignment[1]] = evaluate(assignment[2], scope);
    return '';
  }
  const all = (nodes: Node[], inner: Scope) =>
    nodes.map(child => renderNode(child, inner)).join('');
  if (node.block === 'range') return renderRange(node, scope, all);
  const value = evaluate(node.pipeline, scope);
  if (!truthy(value)) return all(node.other, scope);
  return all(
    node.body,
    node.block === 'with' ? { ...scope, dot: value } : scope,
  );
}

function renderRange(
  node: Extract<Node, { block: string }>,
  scope: Scope,
  all: (nodes: Node[], scope: Scope) => string,
): string {
  const [, names, source] =
    /^(?:([$\w\s,]+?)\s*:=\s*)?([\s\S]+)$/.exec(node.pipeline) ?? [];
  const value = evaluate(source, scope);
  const entries: [any, any][] = Array.isArray(value)
    ? value.map((item, at) => [at, item])
    : Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return all(node.other, scope);
  const variables = (names ?? '').split(',').map(name => name.trim());
  return entries
    .map(([key, item]) => {
      const bound: Record<string, any> = { ...scope.variables };
      if (variables.length === 2) bound[variables[0]] = key;
      const itemName = variables[variables.length - 1];
      if (itemName) bound[itemName] = item;
      return all(node.body, { ...scope, dot: item, variables: bound });
    })
    .join('');
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|[^\s()|"`]+)/y;

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) break;
    tokens.push(match[1]);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function evaluate(pipeline: string, scope: Scope): any {
  const tokens = tokenize(pipeline);
  const value = evaluatePipe(tokens, scope);
  if (tokens.length > 0) {
    throw new GoTemplateError(`unexpected "${tokens[0]}" in "${pipeline}"`);
  }
  return value;
}

/** Consumes tokens up to the end or a closing parenthesis. */
function evaluatePipe(tokens: string[], scope: Scope): any {
  let value: any;
  let piped = false;
  do {
    const words: any[] = [];
    let name: string | undefined;
    while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') {
      const token = tokens.shift()!;
      if (
        words.length === 0 &&
        name === undefined &&
        /^[A-Za-z]\w*$/.test(token) &&
        token in functions
      ) {
        name = token;
      } else words.push(operand(token, tokens, scope));
    }
    if (name !== undefined) {
      value = functions[name](...words, ...(piped ? [value] : []));
    } else [value] = words;
    piped = true;
  } while (tokens.shift() === '|');
  return value;
}

function operand(token: string, tokens: string[], scope: Scope): any {
  if (token === '(') {
    let value: any;
    // evaluatePipe swallows the closing parenthesis as it ends.
    value = evaluatePipe(tokens, scope);
    while (tokens[0]?.startsWith('.') && tokens[0].length > 1) {
      value = walk(value, tokens.shift()!, scope);
    }
    return value;
  }
  if (token.startsWith('"')) return JSON.parse(token);
  if (token.startsWith('`')) return token.slice(1, -1);
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'nil') return undefined;
  if (token.startsWith('$')) {
    const [name, ...rest] = token.split('.');
    return walk(scope.variables[name], `.${rest.join('.')}`, scope);
  }
  if (token.startsWith('.')) return walk(scope.dot, token, scope);
  throw new GoTemplateError(`function "${token}" not defined`);
}

function walk(start: any, path: string, scope: Scope): any {
  let value = start;
  for (const name of path.split('.').filter(Boolean)) {
    const has =
      value !== null && typeof value === 'object' && Object.hasOwn(value, name);
    if (!has && scope.strict) {
      throw new GoTemplateError(
        `template: :1:2: executing "" at <${path}>: map has no entry for key "${name}"`,
      );
    }
    value = has ? value[name] : undefined;
  }
  return value;
}
