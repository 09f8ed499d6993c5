export * from './BlockerExplainer';
export * from './ClusterKind';
export * from './extensionPoints';
export * from './HubSource';
export * from './JourneyStageDecider';
