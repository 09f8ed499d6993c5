/** Controls, and marks of direction and of zero width: they change how what stands beside them is read, without being seen. */
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A text with what hides in it made visible: it may be anybody's.
 *
 * @see https://trojansource.codes
 */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, hidden => {
    const code = hidden.codePointAt(0)!.toString(16).toUpperCase();
    return hidden === '\t' ? hidden : `⟨U+${code.padStart(4, '0')}⟩`;
  });
}
