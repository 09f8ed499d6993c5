export * from './createArgocdApi';
export * from './createArgoServerApi';
