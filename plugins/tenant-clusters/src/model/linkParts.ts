import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** A piece of a sentence, with the evidence that it names. */
export interface LinkPart {
  text: string;
  evidence?: Evidence;
}

/** Cuts a sentence where it names its evidence by label, so that the name itself can be the link. The longest label wins. */
export function linkParts(text: string, evidence: Evidence[]): LinkPart[] {
  const longestFirst = [...evidence].sort(
    (a, b) => b.label.length - a.label.length,
  );
  let parts: LinkPart[] = [{ text }];
  for (const item of longestFirst) {
    const index = parts.findIndex(
      part => !part.evidence && item.label && part.text.includes(item.label),
    );
    if (index === -1) {
      continue;
    }
    const whole = parts[index].text;
    const start = whole.indexOf(item.label);
    const cut: LinkPart[] = [
      { text: whole.slice(0, start) },
      { text: item.label, evidence: item },
      { text: whole.slice(start + item.label.length) },
    ];
    parts = [
      ...parts.slice(0, index),
      ...cut.filter(part => part.text),
      ...parts.slice(index + 1),
    ];
  }
  return parts;
}
