import {
  renderSentence,
  SENTENCES,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  Sentence,
  SentenceId,
  SentenceValueNames,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { cleanText } from './cleanText';

type Values<Id extends SentenceId> = SentenceValueNames<
  (typeof SENTENCES)[Id]
> extends never
  ? []
  : [values: Record<SentenceValueNames<(typeof SENTENCES)[Id]>, string>];

/**
 * Says a sentence of the catalogue. Values are cleaned, since most of them come from a hub or from Git; the template has to be
 * given every value that it names.
 */
export function say<Id extends SentenceId>(
  id: Id,
  ...[values]: Values<Id>
): Sentence {
  if (!values) {
    return { id, text: SENTENCES[id] };
  }
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries<string>(values)) {
    clean[name] = cleanText(value);
  }
  return { id, text: renderSentence(SENTENCES[id], clean), values: clean };
}
