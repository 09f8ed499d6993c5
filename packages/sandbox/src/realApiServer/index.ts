export type * from './RealApiServerOptions';
export * from './realApiServerBinaries';
export * from './startRealApiServer';
