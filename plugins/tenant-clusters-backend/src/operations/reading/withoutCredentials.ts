export const WITHHELD = '(withheld)';

/** Texts that give access to something, wherever they stand. */
const CREDENTIALS: [pattern: RegExp, replacement: string][] = [
  // JSON Web Tokens, among them those of service accounts.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]*)?/g, WITHHELD],
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    WITHHELD,
  ],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, WITHHELD],
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  [/\b(gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g, WITHHELD],
  [/\bxox[abeoprs]-[\w-]{10,}/g, WITHHELD],
  // User information of an address.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, `$1${WITHHELD}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${WITHHELD}`],
  [
    /\b([\w-]*(?:password|passwd|secret|token|api[_-]?key|access[_-]?key))(["']?\s*[=:]\s*["']?)(?!\(withheld\))[^\s"',;&]{4,}/gi,
    `$1$2${WITHHELD}`,
  ],
];

/** The text without what looks like a credential in it. What cannot be told from a name by its looks stays. */
export function withoutCredentials(text: string): string {
  return CREDENTIALS.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text,
  );
}
