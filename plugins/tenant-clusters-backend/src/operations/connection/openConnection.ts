import { readFile } from 'node:fs/promises';
import type { ConnectionConfig } from '../../hubs/config/HubConfig';
import type { HubAccess } from '../../hubs/connection/HubAccess';
import { HubError } from '../../hubs/connection/HubError';

/** How an Argo CD or Argo Server is let in to. @throws HubError `misconfigured`; never with what a file holds */
export async function openConnection(
  config: ConnectionConfig,
): Promise<HubAccess> {
  if (!/^https?:\/\//.test(config.url)) {
    throw new HubError('misconfigured', 'Its address is no http or https URL.');
  }
  return {
    url: config.url,
    tls: { ca: config.certificateAuthority ?? (await readCa(config.caFile)) },
    headers: async () => ({ authorization: `Bearer ${config.token}` }),
  };
}

async function readCa(path: string | undefined): Promise<string | undefined> {
  try {
    return path === undefined ? undefined : await readFile(path, 'utf8');
  } catch {
    throw new HubError(
      'misconfigured',
      'The file of its certificate authority can not be read.',
    );
  }
}
