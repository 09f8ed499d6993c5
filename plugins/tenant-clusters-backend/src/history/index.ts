export * from './createHistory';
export type * from './types';
export * from './createSettledHubs';
