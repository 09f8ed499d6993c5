/** The words of a search, in lower case. */
export function searchWords(text: string | undefined): string[] {
  return text?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
}

/** What can be searched of an item, as one text in lower case. */
export function searchText(parts: (string | undefined)[]): string {
  return parts.join('\n').toLowerCase();
}

/** Every word has to be found somewhere. */
export function matchesWords(words: string[], text: string): boolean {
  return words.every(word => text.includes(word));
}
