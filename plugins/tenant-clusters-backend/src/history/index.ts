export * from './createHistory';
export type * from './types';
