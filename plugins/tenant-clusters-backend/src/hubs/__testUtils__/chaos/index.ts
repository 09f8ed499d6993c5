export * from './runChaosSeed';
