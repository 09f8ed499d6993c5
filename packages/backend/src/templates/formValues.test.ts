import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { TEMPLATES_FOLDER } from './__testUtils__/labPaths';

type Schema = Record<string, any>;

const read = (path: string): Schema =>
  parse(readFileSync(join(TEMPLATES_FOLDER, path), 'utf8'));

const field = (template: string, name: string): Schema => {
  const steps: Schema[] = read(`${template}/template.yaml`).spec.parameters;
  return steps.find(({ properties }) => properties[name])!.properties[name];
};

const spec: Schema = read(
  'bootstrap-hub/skeleton/crossplane/apis/tenant-cluster/definition.yaml',
).spec.versions[0].schema.openAPIV3Schema.properties.spec.properties;

const sorted = (values: string[]) => [...values].sort();

describe('the forms about clusters', () => {
  it.each([
    { template: 'request-tenant-cluster', name: 'region' },
    { template: 'request-tenant-cluster', name: 'kubernetesVersion' },
    { template: 'request-tenant-cluster', name: 'size' },
    { template: 'change-tenant-cluster', name: 'kubernetesVersion' },
    { template: 'change-tenant-cluster', name: 'size' },
  ])('$template offers what the kind takes as $name', ({ template, name }) => {
    expect(sorted(field(template, name).enum)).toEqual(sorted(spec[name].enum));
  });

  it.each([
    { template: 'request-tenant-cluster', name: 'addons' },
    { template: 'enable-addons', name: 'enable' },
    { template: 'enable-addons', name: 'disable' },
  ])('$template offers each add-on in $name', ({ template, name }) => {
    expect(sorted(field(template, name).items.enum)).toEqual(
      sorted(spec.addons.items.enum),
    );
  });

  it('enable-addons takes values of each add-on', () => {
    expect(sorted(field('enable-addons', 'valuesFor').enum)).toEqual(
      sorted(spec.addons.items.enum),
    );
  });

  it.each(['request-tenant-cluster', 'change-tenant-cluster'])(
    '%s takes the members that the kind takes',
    template => {
      expect(field(template, 'members').items.pattern).toBe(
        spec.members.items.pattern,
      );
    },
  );
});
