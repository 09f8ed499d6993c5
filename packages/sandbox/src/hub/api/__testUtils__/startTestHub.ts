import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultHubStore, HubStoreOptions } from '../../store';
import { HubApi, HubApiOptions, startHubApi } from '../startHubApi';

/** A hub on a free port with the tokens `admin`, `reader` and `tenant` (namespace payments only). */
export interface TestHub extends HubApi {
  store: DefaultHubStore;
  dir: string;
  stop(): Promise<void>;
}

export async function startTestHub(
  options: Partial<HubApiOptions> & { storeOptions?: HubStoreOptions } = {},
): Promise<TestHub> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'hub-api-')));
  const store =
    options.store ?? (await DefaultHubStore.open(options.storeOptions));
  const api = await startHubApi({
    store,
    dir,
    port: 0,
    tls: false,
    tokens: {
      admin: { token: 'admin-token', user: 'admin' },
      reader: { token: 'reader-token', user: 'reader', readOnly: true },
      tenant: {
        token: 'tenant-token',
        user: 'tenant',
        namespaces: ['payments'],
      },
    },
    ...options,
  });
  return {
    ...api,
    store,
    dir,
    stop: async () => {
      await api.close();
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
