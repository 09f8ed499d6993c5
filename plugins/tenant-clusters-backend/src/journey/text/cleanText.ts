const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]+/gu;

/** Most of what is shown: a name, or a sentence without anything that would have to be cleaned. */
const PLAIN = /^(?:[!-~]+ )*[!-~]+$/;

/** Longest quote of a message that a system wrote, in characters. */
export const MAX_QUOTE_LENGTH = 300;

/**
 * Makes a string from a hub or Git fit to be shown as text: control and direction-changing characters become spaces, runs of
 * white space one space, and what is too long ends in an ellipsis. It stays text: whoever shows it escapes it.
 */
export function cleanText(text: string, limit = MAX_QUOTE_LENGTH): string {
  if (text.length <= limit && PLAIN.test(text)) {
    return text;
  }
  const clean = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const characters = Array.from(clean);
  return characters.length <= limit
    ? clean
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}
