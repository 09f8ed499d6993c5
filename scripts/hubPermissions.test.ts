import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import {
  missingPermissions,
  permissionsToOperate,
  permissionsToRead,
  type Permission,
  type ServedGroup,
} from './lib/hubPermissions.ts';
import { ROOT } from './lib/paths.ts';
import { rolesOfKinds } from './lib/rolesOfKinds.ts';

interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

const rulesOf = (file: string): Rule[] =>
  parseAllDocuments(
    readFileSync(join(ROOT, 'docs/rbac', file), 'utf8'),
  ).flatMap(document => document.toJS().rules ?? []);

const grants = (rules: Rule[], { verb, group, resource }: Permission) =>
  rules.some(
    rule =>
      !rule.resourceNames &&
      rule.apiGroups.includes(group) &&
      rule.resources.includes(resource) &&
      rule.verbs.includes(verb),
  );

/** A hub that serves all that the roles name, and some of its own. */
const OWN: ServedGroup[] = [
  {
    group: 'platform.spokeport.dev',
    resources: [
      { name: 'tenantclusters', categories: ['claim'] },
      { name: 'policies' },
    ],
  },
  {
    group: 'ec2.aws.upbound.io',
    resources: [{ name: 'vpcs', categories: ['crossplane', 'managed'] }],
  },
];
const servedBy = (rules: Rule[]): ServedGroup[] => [
  ...rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.map(group => ({
      group,
      resources: resources.map(name => ({ name })),
    })),
  ),
  ...OWN,
];
const BOTH = { argocd: false, argoServer: false };

describe('what the doctor asks for', () => {
  it('is what the two roles of docs/rbac and those it prints grant', () => {
    const [ownRead, ownOperate] = rolesOfKinds(OWN);
    const read = [...rulesOf('read-role.yaml'), ...ownRead.rules];
    const operate = [...rulesOf('operate-role.yaml'), ...ownOperate.rules];
    for (const permission of permissionsToRead(servedBy(read))) {
      assert.ok(grants(read, permission), JSON.stringify(permission));
    }
    for (const permission of permissionsToOperate(servedBy(operate), BOTH)) {
      assert.ok(grants(operate, permission), JSON.stringify(permission));
    }
    assert.ok(permissionsToRead(servedBy(read)).length > 40);
  });

  it('is every kind that the read role lets be watched', () => {
    const rules = rulesOf('read-role.yaml');
    const asked = permissionsToRead(servedBy(rules));
    for (const { apiGroups, resources, verbs } of rules) {
      if (verbs.includes('watch')) {
        for (const resource of resources) {
          assert.ok(
            asked.some(
              one => one.group === apiGroups[0] && one.resource === resource,
            ),
            `${resource}.${apiGroups[0]}`,
          );
        }
      }
    }
  });

  it('leaves to Argo CD and Argo Server what they do, and out what a hub does not serve', () => {
    const rules = rulesOf('operate-role.yaml');
    const asked = permissionsToOperate(servedBy(rules), {
      argocd: true,
      argoServer: true,
    }).map(({ resource }) => resource);
    assert.ok(!asked.includes('applications'));
    assert.ok(!asked.includes('workflows'));
    assert.ok(asked.includes('applicationsets'));
    assert.deepEqual(permissionsToOperate(OWN, BOTH), [
      {
        verb: 'patch',
        group: 'platform.spokeport.dev',
        resource: 'tenantclusters',
      },
      { verb: 'patch', group: 'ec2.aws.upbound.io', resource: 'vpcs' },
    ]);
  });

  it('names what is missing once a resource', async () => {
    const api = {
      createSelfSubjectAccessReview: async ({
        body,
      }: {
        body: { spec: { resourceAttributes: { resource: string } } };
      }) => ({
        status: {
          allowed: body.spec.resourceAttributes.resource !== 'workflows',
        },
      }),
    };
    assert.deepEqual(
      await missingPermissions(api as never, [
        { verb: 'get', group: 'argoproj.io', resource: 'workflows' },
        { verb: 'patch', group: 'argoproj.io', resource: 'workflows' },
        { verb: 'get', group: '', resource: 'events' },
      ]),
      ['get, patch workflows.argoproj.io'],
    );
  });
});

describe('the roles that the doctor prints', () => {
  it('name claims, composites and managed resources, and nothing else', () => {
    const [read, operate] = rolesOfKinds([
      ...OWN,
      { group: '', resources: [{ name: 'secrets', categories: ['managed'] }] },
    ]);
    assert.deepEqual(read.rules, [
      {
        apiGroups: ['ec2.aws.upbound.io'],
        resources: ['vpcs'],
        verbs: ['get', 'list', 'watch'],
      },
      {
        apiGroups: ['platform.spokeport.dev'],
        resources: ['tenantclusters'],
        verbs: ['get', 'list', 'watch'],
      },
    ]);
    assert.deepEqual(
      operate.rules.map(({ verbs }) => verbs),
      [['patch'], ['patch']],
    );
    assert.deepEqual(operate.metadata.labels, {
      'spokeport.dev/aggregate-to-operate': 'true',
    });
  });
});
