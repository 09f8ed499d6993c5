import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { tenantClustersPermissions } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { GRANTS } from './grants';
import { PersonaPolicy } from './PersonaPolicy';

const people = {
  'product engineer': {
    userEntityRef: 'user:default/ana.souza',
    ownershipEntityRefs: ['user:default/ana.souza', 'group:default/payments'],
  },
  'platform engineer': {
    userEntityRef: 'user:default/bruno.lima',
    ownershipEntityRefs: [
      'user:default/bruno.lima',
      'group:default/platform-team',
    ],
  },
  auditor: {
    userEntityRef: 'user:default/carla.dias',
    ownershipEntityRefs: ['user:default/carla.dias', 'group:default/auditors'],
  },
};

const RESULTS: Record<string, AuthorizeResult> = {
  yes: AuthorizeResult.ALLOW,
  no: AuthorizeResult.DENY,
  own: AuthorizeResult.CONDITIONAL,
  'own clusters': AuthorizeResult.CONDITIONAL,
};

const known = [
  ...tenantClustersPermissions,
  ...catalogPermissions,
  ...scaffolderPermissions,
] as Permission[];

const permissionNamed = (name: string): Permission => {
  if (name === 'any other, reading') {
    return createPermission({
      name: 'other.thing.read',
      attributes: { action: 'read' },
    });
  }
  if (name === 'any other') {
    return createPermission({
      name: 'other.thing.do',
      attributes: { action: 'update' },
    });
  }
  const permission = known.find(candidate => candidate.name === name);
  if (!permission) {
    throw new Error(`The table names ${name}, which is no permission`);
  }
  return permission;
};

/** The rows of the table in the docs, as { permission, persona, grant }. */
function documentedGrants() {
  const text = readFileSync(
    resolve(__dirname, '../../../../../docs/permissions.md'),
    'utf8',
  );
  const table = text.slice(text.search(/^\| permission /m));
  const rows = table
    .slice(0, table.indexOf('\n\n'))
    .split('\n')
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.replace(/`/g, '').trim()),
    );
  const [header, , ...body] = rows;
  return body.flatMap(([permission, ...grants]) =>
    grants.map((grant, index) => ({
      permission,
      persona: header[index + 1] as keyof typeof people,
      grant,
    })),
  );
}

const decide = (permission: Permission, info?: typeof people.auditor) =>
  new PersonaPolicy().handle(
    { permission },
    info && {
      credentials: mockCredentials.user(info.userEntityRef),
      info,
    },
  );

describe('PersonaPolicy', () => {
  const documented = documentedGrants();

  it('is documented for every permission that it knows', () => {
    expect(new Set(documented.map(({ permission }) => permission))).toEqual(
      new Set([...Object.keys(GRANTS), 'any other, reading', 'any other']),
    );
    expect(new Set(documented.map(({ persona }) => persona))).toEqual(
      new Set(Object.keys(people)),
    );
  });

  it.each(documented)(
    '$permission, $persona: $grant, as the docs say',
    async ({ permission, persona, grant }) => {
      const decision = await decide(
        permissionNamed(permission),
        people[persona],
      );
      expect(decision.result).toBe(RESULTS[grant]);
      // A condition is about this person, whichever rule it uses.
      expect(
        'conditions' in decision
          ? JSON.stringify(decision.conditions)
          : people[persona].userEntityRef,
      ).toContain(people[persona].userEntityRef);
    },
  );

  it.each(known)(
    'denies $name to whoever has not signed in',
    async permission => {
      await expect(decide(permission)).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );
});
