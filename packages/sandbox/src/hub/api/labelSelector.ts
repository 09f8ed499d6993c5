import { statusErrors } from '../store';

export type LabelMatcher = (
  labels: Record<string, string> | undefined,
) => boolean;

/**
 * Parses a label selector, equality- and set-based (`a=b,c!=d,e in (f,g),h notin (i),j,!k`).
 *
 * @throws StatusError 400 when it is none
 */
export function parseLabelSelector(text: string | null): LabelMatcher {
  const terms = splitTerms(text ?? '').map(term => parseTerm(term, text ?? ''));
  return labels => terms.every(term => term(labels));
}

// Commas inside parentheses belong to a set.
function splitTerms(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(term => term.trim())
    .filter(Boolean);
}

const key = '([A-Za-z0-9][-A-Za-z0-9_./]*)';
const setTerm = new RegExp(`^${key}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equalityTerm = new RegExp(`^${key}\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`);
const comparisonTerm = new RegExp(`^${key}\\s*([<>])\\s*(\\d+)$`);
const existsTerm = new RegExp(`^(!?)\\s*${key}$`);

function parseTerm(term: string, whole: string): LabelMatcher {
  const set = setTerm.exec(term);
  if (set) {
    const [, name, operator, list] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    return operator === 'in'
      ? labels => labels?.[name] !== undefined && values.has(labels[name])
      : labels => labels?.[name] === undefined || !values.has(labels[name]);
  }
  const equality = equalityTerm.exec(term);
  if (equality) {
    const [, name, operator, value] = equality;
    return operator === '!='
      ? labels => labels?.[name] !== value
      : labels => labels?.[name] === value;
  }
  const comparison = comparisonTerm.exec(term);
  if (comparison) {
    const [, name, operator, limit] = comparison;
    return labels => {
      const value = Number(labels?.[name] ?? NaN);
      return operator === '>' ? value > Number(limit) : value < Number(limit);
    };
  }
  const exists = existsTerm.exec(term);
  if (exists) {
    const [, absent, name] = exists;
    return labels => (labels?.[name] === undefined) === Boolean(absent);
  }
  throw statusErrors.badRequest(
    `unable to parse requirement: couldn't parse the selector string "${whole}"`,
  );
}
