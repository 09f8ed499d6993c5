import { createPlugin } from './createPlugin';

/**
 * Watches hubs and requests, computes the journey of every cluster and serves it.
 * @public
 */
export const tenantClustersPlugin = createPlugin();
