export * from './startHubApi';
export * from './Faults';
export * from './HubToken';
