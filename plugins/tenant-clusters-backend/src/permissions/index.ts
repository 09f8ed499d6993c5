export * from './conditions';
export * from './Proposer';
export * from './registerPermissions';
export * from './resourceRefs';
export * from './ScopeClasses';
export type * from './ScopedResource';
export * from './scopedResources';
export * from './ScopeQuery';
export * from './Viewer';
