export * from './ChangeFeed';
export * from './createStreamHandler';
export * from './StreamLimits';
export * from './StreamMessages';
export * from './StreamPosition';
