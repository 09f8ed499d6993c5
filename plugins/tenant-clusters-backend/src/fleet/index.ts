export * from './types';
export * from './DefaultFleet';
export * from './resourceTree';
export { unpack } from './packed/ObjectPacker';
