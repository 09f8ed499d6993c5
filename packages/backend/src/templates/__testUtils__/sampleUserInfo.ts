import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { EXAMPLES_FOLDER } from './labPaths';

interface UserEntity {
  kind: string;
  metadata: { name: string };
  spec: { memberOf?: string[] };
}

/** The groups of each person of the sample organisation, by reference: what a sign-in would have put into their token. */
function readGroups(): Map<string, string[]> {
  const text = readFileSync(join(EXAMPLES_FOLDER, 'org.yaml'), 'utf8');
  const users = parseAllDocuments(text)
    .map(document => document.toJS() as UserEntity)
    .filter(({ kind }) => kind === 'User');
  return new Map(
    users.map(({ metadata, spec }) => [
      `user:default/${metadata.name}`,
      (spec.memberOf ?? []).map(group => `group:default/${group}`),
    ]),
  );
}

/** Says who belongs to which groups, as `examples/org.yaml` does. */
export const sampleUserInfoFactory = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => {
    const groups = readGroups();
    return {
      getUserInfo: async credentials => {
        const { userEntityRef } = credentials.principal as {
          userEntityRef: string;
        };
        return {
          userEntityRef,
          ownershipEntityRefs: [
            userEntityRef,
            ...(groups.get(userEntityRef) ?? []),
          ],
        };
      },
    };
  },
});
