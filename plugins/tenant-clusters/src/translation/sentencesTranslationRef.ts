import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { SENTENCES } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** The sentences of the backend by their id. @public */
export const sentencesTranslationRef = createTranslationRef({
  id: 'plugin.tenant-clusters.sentences',
  messages: SENTENCES,
  translations: { 'pt-BR': () => import('./sentences.pt-BR') },
});
