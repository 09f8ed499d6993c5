export { startForge } from './startForge';
export type { Forge, ForgeOptions } from './Forge';
export type { ForgePerson } from './core/accounts';
export type { FileContent } from './core/commitFiles';
export type { Delivery } from './core/WebhookDispatcher';
export type { ForcedLimit } from './core/RateLimiter';
export type { MergeMethod } from './core/mergePullRequest';
export type { ReviewEvent } from './core/reviews';
export type { Permission } from './state/ForgeState';
