import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { scaffolderTenantClustersTranslationRef } from '../translation';
import type { Say } from '../translation/say';

/** The fields' messages in the language of the app. */
export function useSay(): Say {
  const { t } = useTranslationRef(scaffolderTenantClustersTranslationRef);
  return t as Say;
}
