/**
 * Types, permissions and API client shared by both sides of the tenant-clusters plugin.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './cidr';
export * from './clusterFormData';
export * from './clusterNames';
export * from './clusterRef';
export * from './permissions';
export * from './requestLabel';
export * from './schema/openapi';
export * from './sentences';
