export { startSandbox } from './startSandbox';
export type { Sandbox, SandboxOptions } from './Sandbox';
export type { SandboxTokens } from './state/SandboxFolder';
export { startForge } from './forge';
export type { Forge, ForgeOptions } from './forge';
export { startHubApi } from './hub/api';
export { DefaultHubStore } from './hub/store';
export * from './realApiServer';
