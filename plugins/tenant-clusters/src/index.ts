/**
 * Frontend plugin of tenant clusters, for the new frontend system; the classic one is at `./legacy`.
 *
 * @packageDocumentation
 */
export * from './api';
export { tenantClustersPlugin as default } from './plugin';
export { sentencesTranslationRef } from './translation/sentencesTranslationRef';
export { tenantClustersTranslationRef } from './translation/tenantClustersTranslationRef';
