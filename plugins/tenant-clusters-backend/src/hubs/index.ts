export * from './config/HubConfig';
export * from './config/readHubConfigs';
export * from './config/readSettings';
export * from './HubTimings';
export * from './HubWatcher';
