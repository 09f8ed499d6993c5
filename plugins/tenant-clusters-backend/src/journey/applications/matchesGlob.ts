/**
 * Whether a pattern with `*` (any number of any characters) and `?` (one) fits a text whole, as Argo CD's globs without
 * separators do (argoproj/argo-cd:util/glob/glob.go). Patterns and texts are a hub's, so it takes time in proportion to both at
 * most. Lists in braces and classes of characters fit nothing but themselves.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let starText = 0;
  while (inText < text.length) {
    if (pattern[at] === '*') {
      star = at;
      starText = inText;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === text[inText]) {
      at += 1;
      inText += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      starText += 1;
      inText = starText;
      at = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
