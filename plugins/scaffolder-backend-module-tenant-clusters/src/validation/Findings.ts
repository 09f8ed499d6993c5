/** What a check came to, as sentences. */
export interface Findings {
  /** What speaks against the request. */
  problems: string[];
  /** What could not be checked. */
  unchecked: string[];
  /** What does not speak against it, but is to be known. */
  notes: string[];
}

/** Puts findings together in their order. */
export function joinFindings(parts: Partial<Findings>[]): Findings {
  const all = (key: keyof Findings) => parts.flatMap(part => part[key] ?? []);
  return {
    problems: all('problems'),
    unchecked: [...new Set(all('unchecked'))],
    notes: all('notes'),
  };
}
