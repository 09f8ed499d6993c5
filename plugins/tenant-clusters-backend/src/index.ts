/**
 * Watches hubs and requests, computes journeys and serves them.
 *
 * @packageDocumentation
 */
export { tenantClustersPlugin as default } from './plugin';
