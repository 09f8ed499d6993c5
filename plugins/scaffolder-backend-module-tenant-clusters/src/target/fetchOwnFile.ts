import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { createRulesClient } from '../validation/createRulesClient';
import { requireOwnTenant } from '../validation/requireOwnTenant';
import { branchToRead } from './branchToRead';
import {
  connectRepository,
  type Initiator,
  type RepositoryServices,
} from './connectRepository';
import { readRepositoryFile } from './readRepositoryFile';

/**
 * Reads a file of a repository; of a hub's, one without claims of tenants that the person does not belong to.
 *
 * @param input - `subject`: where a pull request of this subject is open, its version of the file is read
 * @returns undefined when there is no such file.
 */
export async function fetchOwnFile(
  services: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
  initiator: Initiator,
  input: {
    hub?: string;
    repoUrl?: string;
    targetBranch?: string;
    subject?: string;
    path: string;
  },
): Promise<{ content: Buffer; sha: string } | undefined> {
  const { path, subject } = input;
  const connected = await connectRepository(services, initiator, input);
  const branch = await branchToRead(connected, subject);
  const file = await readRepositoryFile({ ...connected, branch }, path);
  if (file && connected.hub) {
    await requireOwnTenant({
      path,
      text: file.content.toString('utf8'),
      rules: createRulesClient({
        ...services,
        credentials: await initiator.getInitiatorCredentials(),
      }),
    });
  }
  return file;
}
