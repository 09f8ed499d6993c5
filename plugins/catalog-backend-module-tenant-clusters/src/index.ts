/**
 * Clusters of every hub as catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModuleTenantClusters as default } from './module';
