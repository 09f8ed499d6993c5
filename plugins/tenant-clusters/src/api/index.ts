export * from './ClusterStream';
export * from './DefaultTenantClustersApi';
export * from './TenantClustersApi';
