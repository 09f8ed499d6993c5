import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { FIXED_KINDS } from './fixedKinds';

interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

const FILE = join(__dirname, '../../../../../docs/rbac/read-role.yaml');

const rules: Rule[] = parseAllDocuments(readFileSync(FILE, 'utf8')).flatMap(
  document => document.toJS().rules ?? [],
);

const grants = (verb: string, group: string, resource: string) =>
  rules.some(
    rule =>
      rule.apiGroups.includes(group) &&
      rule.resources.includes(resource) &&
      rule.verbs.includes(verb) &&
      !rule.resourceNames,
  );

/** Each of the fixed kinds has its regular plural. */
const pluralOf = (kind: string) =>
  `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');

describe('the read role of the documentation', () => {
  it.each(FIXED_KINDS.map(({ group, kind }) => [group, pluralOf(kind)]))(
    'lets the portal watch %s %s',
    (group, resource) => {
      expect(grants('list', group, resource)).toBe(true);
      expect(grants('watch', group, resource)).toBe(true);
    },
  );

  it('lets it probe the hub and see kinds come and go', () => {
    expect(grants('list', '', 'namespaces')).toBe(true);
    expect(
      grants('watch', 'apiextensions.k8s.io', 'customresourcedefinitions'),
    ).toBe(true);
  });

  it('grants nothing more', () => {
    const watched = new Set([
      ...FIXED_KINDS.map(({ group, kind }) => `${pluralOf(kind)}.${group}`),
      'namespaces.',
      'customresourcedefinitions.apiextensions.k8s.io',
    ]);
    const granted = rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap(group =>
        resources.map(resource => `${resource}.${group}`),
      ),
    );
    expect(granted.filter(resource => !watched.has(resource))).toEqual([]);
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(
      new Set(['get', 'list', 'watch']),
    );
  });
});
