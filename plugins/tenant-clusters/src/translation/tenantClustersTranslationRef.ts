import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/** The plugin's own texts. @public */
export const tenantClustersTranslationRef = createTranslationRef({
  id: 'plugin.tenant-clusters',
  messages,
  translations: { 'pt-BR': () => import('./pt-BR') },
});
