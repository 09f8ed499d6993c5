export * from './types';
export * from './Clock';
export * from './DefaultHubStore';
export * from './HubStoreOptions';
export * from './StatusError';
export * from './ServedType';
export * from './WriteOptions';
export type { StoredChange } from './EventWindow';
export type { HubBackup } from './restoreDifferences';
