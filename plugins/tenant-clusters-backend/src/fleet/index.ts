export * from './types';
export * from './DefaultFleet';
