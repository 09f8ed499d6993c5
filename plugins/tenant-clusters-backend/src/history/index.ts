export * from './createHistory';
export type * from './types';
export * from './createSettledHubs';
export type * from './LeadTimeReader';
export type * from './TreeMemory';
