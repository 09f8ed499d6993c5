import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SENTENCES,
  type Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useCallback } from 'react';
import { sentencesTranslationRef } from '../translation/sentencesTranslationRef';

type SayText = (id: string, values: Record<string, string>) => string;

/** Whether a sentence carries every value that its template names; without them only its own text is whole. */
function isComplete(sentence: Sentence): boolean {
  const template: string = (SENTENCES as Record<string, string>)[sentence.id];
  const names = template.match(/\{\{\w+\}\}/g) ?? [];
  return names.every(
    name =>
      sentence.values && Object.hasOwn(sentence.values, name.slice(2, -2)),
  );
}

/** Says a sentence of the backend in the language of the page, or as the backend wrote it where the language has none. */
export function useSay(): (sentence: Sentence | undefined) => string {
  // The keys are known only while running: the sentence brings its own.
  const t = useTranslationRef(sentencesTranslationRef).t as SayText;
  return useCallback(
    sentence => {
      if (!sentence) {
        return '';
      }
      return Object.hasOwn(SENTENCES, sentence.id) && isComplete(sentence)
        ? t(sentence.id, sentence.values ?? {})
        : sentence.text;
    },
    [t],
  );
}
