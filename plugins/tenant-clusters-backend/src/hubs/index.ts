export * from './config/HubConfig';
export * from './config/readHubConfigs';
export * from './config/readSettings';
export * from './HubRegistry';
export * from './HubTimings';
export * from './HubWatcher';
export * from './HubWatchers';
