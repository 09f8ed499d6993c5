import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { tenantClustersTranslationRef } from '../translation/tenantClustersTranslationRef';

/** Says a text of the plugin. */
export type Text = TranslationFunction<
  (typeof tenantClustersTranslationRef)['T']
>;

/** The plugin's texts in the language of the page. */
export function useText(): Text {
  return useTranslationRef(tenantClustersTranslationRef).t;
}
