import type { ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { Sentence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { messages } from './messages';
import { scaffolderTenantClustersTranslationRef } from './ref';

export type MessageKey = keyof typeof messages;

/** Says a message in the language of the app, whichever values it takes. */
export type Say = (key: MessageKey, values?: Record<string, string>) => string;

const sayInEnglish: Say = (key, values = {}) =>
  messages[key].replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '');

/** For where there are no hooks, as in a validation. English until the language is loaded. */
export function sayOf(apiHolder: ApiHolder): Say {
  const snapshot = apiHolder
    .get(translationApiRef)
    ?.getTranslation(scaffolderTenantClustersTranslationRef);
  return snapshot?.ready ? (snapshot.t as Say) : sayInEnglish;
}

/** A sentence of the platform in the language of the app, as far as it is known here. */
export function saySentence(say: Say, { id, text, values }: Sentence): string {
  const key = `answer.${id}`;
  return key in messages ? say(key as MessageKey, values) : text;
}
