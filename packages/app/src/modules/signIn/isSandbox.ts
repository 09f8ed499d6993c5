import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** Whether anyone may sign in as one of the sample people; the backend refuses that in production. */
export function isSandbox(config: ConfigApi): boolean {
  return config.has('auth.providers.sandbox');
}
