import {
  Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Scalar,
  stringify,
  visit,
  type ToStringOptions,
} from 'yaml';

/** How a file is written, so that what is added looks like the rest. */
export interface FileStyle {
  /** Spaces a level. */
  indent: number;
  /** Whether lists stand further in than their key. */
  indentLists: boolean;
  singleQuotes: boolean;
  eol: '\n' | '\r\n';
}

const columnOf = (text: string, offset: number) =>
  offset - (text.lastIndexOf('\n', offset - 1) + 1);

interface Habits {
  indent?: number;
  indentLists?: boolean;
  single: number;
  double: number;
}

function readHabits(text: string, document: Document.Parsed, habits: Habits) {
  visit(document, {
    Scalar: (_key, { type }) => {
      habits.single += type === Scalar.QUOTE_SINGLE ? 1 : 0;
      habits.double += type === Scalar.QUOTE_DOUBLE ? 1 : 0;
    },
    Pair: (_key, { key, value }) => {
      if (!isScalar(key) || !key.range) {
        return;
      }
      const column = columnOf(text, key.range[0]);
      const first = isMap(value) && !value.flow ? value.items[0] : undefined;
      if (isPair(first) && isScalar(first.key) && first.key.range) {
        const step = columnOf(text, first.key.range[0]) - column;
        habits.indent ??= step > 0 ? step : undefined;
      }
      if (isSeq(value) && !value.flow && value.range) {
        habits.indentLists ??= columnOf(text, value.range[0]) > column;
      }
    },
  });
}

/** Reads the habits of a file; where it shows none: two spaces, lists further in, double quotes. */
export function readFileStyle(
  text: string,
  documents: Document.Parsed[],
): FileStyle {
  const habits: Habits = { single: 0, double: 0 };
  for (const document of documents) {
    readHabits(text, document, habits);
  }
  return {
    indent: habits.indent ?? 2,
    indentLists: habits.indentLists ?? true,
    singleQuotes: habits.single > habits.double,
    eol: /\r\n/.test(text) ? '\r\n' : '\n',
  };
}

/**
 * Strings that YAML 1.1 takes for something else (`on`, `012`, `1:30`) are quoted too: Kubernetes' own parser is one of those.
 */
function optionsOf(style: FileStyle) {
  return {
    compat: 'yaml-1.1' as const,
    indent: style.indent,
    indentSeq: style.indentLists,
    lineWidth: 0,
    singleQuote: style.singleQuotes ? true : null,
    blockQuote: 'literal' as const,
    aliasDuplicateObjects: false,
  };
}

/** A value in lines, without the last line's end. */
export function renderBlock(value: unknown, style: FileStyle): string[] {
  return stringify(value, optionsOf(style)).replace(/\n$/, '').split('\n');
}

/**
 * A value within one line: a scalar, or a list or map in brackets. `like` keeps the kind of quotes that the old value had; within
 * brackets more has to be quoted than outside.
 */
export function renderInline(
  value: unknown,
  style: FileStyle,
  options: { like?: Scalar.Type; withinBrackets?: boolean } = {},
): string {
  const { like, withinBrackets } = options;
  const quoted =
    like === Scalar.QUOTE_DOUBLE || like === Scalar.QUOTE_SINGLE
      ? like
      : undefined;
  const plain = optionsOf(style);
  const document = new Document([value], {
    aliasDuplicateObjects: false,
    compat: plain.compat,
  });
  const [item] = (document.contents as unknown as { items: unknown[] }).items;
  if (isScalar(item) && quoted && typeof item.value === 'string') {
    item.type = quoted;
  }
  const flow: ToStringOptions = {
    lineWidth: 0,
    singleQuote: plain.singleQuote,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
  };
  const list = document.toString(flow).trim();
  const inside = list.slice(1, -1).trim();
  if (withinBrackets || !isScalar(item)) {
    return inside;
  }
  const alone = new Document(value, { compat: plain.compat });
  if (isScalar(alone.contents) && quoted && typeof value === 'string') {
    alone.contents.type = quoted;
  }
  return alone
    .toString({ lineWidth: 0, singleQuote: plain.singleQuote })
    .trimEnd();
}
