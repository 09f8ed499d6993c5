import { HookRecord } from '../state/ForgeState';
import { ForgeCore } from './ForgeCore';

export interface NewHook {
  url: string;
  contentType?: 'json' | 'form';
  secret?: string;
  /** Names of events, or `*`; by default only `push`. */
  events?: string[];
  active?: boolean;
}

/** Adds a webhook to a repository or organisation and sends it GitHub's `ping`. */
export function createHook(
  core: ForgeCore,
  owner: { hooks: HookRecord[] },
  payload: Record<string, unknown>,
  options: NewHook,
): HookRecord {
  const hook: HookRecord = {
    id: core.store.nextId(),
    url: options.url,
    contentType: options.contentType ?? 'json',
    secret: options.secret,
    events: options.events ?? ['push'],
    active: options.active ?? true,
    createdAt: core.now(),
  };
  owner.hooks.push(hook);
  core.store.touch();
  core.webhooks.send(hook, 'ping', {
    zen: 'Practicality beats purity.',
    hook_id: hook.id,
    hook: {
      type: 'Repository',
      id: hook.id,
      events: hook.events,
      active: hook.active,
    },
    ...payload,
  });
  return hook;
}
