export type * from './ApiContext';
export type * from './ApiSettings';
export type * from './ClusterViews';
export * from './createRouter';
export * from './stream';
export * from './tenants/TenantDirectory';
