/**
 * Clusters of every hub as catalog entities, and XRDs that are labelled for it as templates.
 *
 * @packageDocumentation
 */
export { catalogModuleTenantClusters as default } from './module';
