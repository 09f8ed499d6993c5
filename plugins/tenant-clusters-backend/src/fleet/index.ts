export * from './types';
export * from './HubStates';
export * from './DefaultFleet';
export * from './resourceTree';
export { unpack } from './packed/ObjectPacker';
export { sameContent } from './packed/sameContent';
