/** Words that are not to be taken apart, nor written small. */
const BRANDS =
  /PostgreSQL|MySQL|NoSQL|MongoDB|DynamoDB|GitHub|GitLab|RabbitMQ|OpenSearch|IPv4|IPv6/;
const WORD = new RegExp(
  `^X(?=[A-Z][a-z])|${BRANDS.source}|[A-Z]{2,}s(?![a-z])|[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+[0-9]*`,
  'g',
);
const ACRONYMS = new Set(
  'acl api arn aws az ca cidr cpu cidrs db dns eks fifo gb gcp gcs gib iam id ids iops ip ips kms mb mib sku sql ssd ssl tls ttl uri url urls vm vpc'.split(
    ' ',
  ),
);
const PLURAL_ACRONYM = /^(ids|ips|cidrs|urls)$/;

function writeWord(word: string): string {
  const small = word.toLowerCase();
  if (ACRONYMS.has(small)) {
    return PLURAL_ACRONYM.test(small)
      ? `${small.slice(0, -1).toUpperCase()}s`
      : small.toUpperCase();
  }
  return BRANDS.test(word) || /^([A-Z]{2,}(s|[0-9]*)|X)$/.test(word)
    ? word
    : small;
}

/** `keepOnDelete` as "keep on delete", `vpcCIDR` as "VPC CIDR": a name of a field or kind in words. */
export function inWords(name: string): string {
  return (name.match(WORD) ?? [name]).map(writeWord).join(' ');
}

/** The same with a capital, as a title. */
export function titleOf(name: string): string {
  const words = inWords(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** With the article that English wants. */
export const withArticle = (words: string) =>
  `${/^([aeio]|[AEFHILMNORSX][A-Z])/.test(words) ? 'an' : 'a'} ${words}`;

/** Not the ends of lines and tabs. */
const CONTROL = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * Text of an XRD as a form may show it: bounded, without control characters, and without Markdown that would load a picture or
 * hide where a link leads.
 */
export function plainText(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const text = value
    // Nothing behind this can show; and what runs over all of it stays quick.
    .slice(0, limit * 4)
    .replace(CONTROL, '')
    .replace(/!?\[([^\][]*)\]\(([^()\s]*)[^()]*\)/g, '$1 ($2)')
    .replaceAll('![', '[')
    .trim();
  return (
    (text.length > limit ? `${text.slice(0, limit - 1).trimEnd()}…` : text) ||
    undefined
  );
}

/** The same on one line, for titles. */
export const plainLine = (value: unknown, limit: number) =>
  plainText(
    typeof value === 'string'
      ? value.slice(0, limit * 4).replace(/\s+/g, ' ')
      : value,
    limit,
  );
