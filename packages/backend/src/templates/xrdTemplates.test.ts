import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import catalogModule from '@spokeport/backstage-plugin-catalog-backend-module-tenant-clusters';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

/** XRDs of many styles, each with values that a person might fill in, and the manifest that they come to. */
const FIXTURES = join(
  __dirname,
  '../../../../plugins/catalog-backend-module-tenant-clusters/src/templates/__fixtures__',
);
const fixture = (name: string, file: string) =>
  parse(readFileSync(join(FIXTURES, name, `${file}.yaml`), 'utf8'));

/** The part of an entity that is looked at. */
interface FoundEntity {
  metadata: { title?: string };
  spec?: object;
  status: { items: object[] };
}

/** To write the golden manifests anew, after which each is to be read. */
const UPDATE = Boolean(process.env.UPDATE_GOLDEN);

/** Makes one thing in the cloud of a claim, by functions that the sandbox knows. */
const composition = (kind: string, version: string) => ({
  apiVersion: 'apiextensions.crossplane.io/v1',
  kind: 'Composition',
  metadata: { name: kind.toLowerCase() },
  spec: {
    compositeTypeRef: {
      apiVersion: `platform.spokeport.dev/${version}`,
      kind,
    },
    mode: 'Pipeline',
    pipeline: [
      {
        step: 'resources',
        functionRef: { name: 'function-patch-and-transform' },
        input: {
          apiVersion: 'pt.fn.crossplane.io/v1beta1',
          kind: 'Resources',
          resources: [
            {
              name: 'vpc',
              base: {
                apiVersion: 'ec2.aws.upbound.io/v1beta1',
                kind: 'VPC',
                spec: {
                  forProvider: {
                    region: 'eu-west-1',
                    cidrBlock: '10.250.0.0/16',
                  },
                  providerConfigRef: { name: 'payments' },
                },
              },
            },
          ],
        },
      },
      { step: 'ready', functionRef: { name: 'function-auto-ready' } },
    ],
  },
});

describe('templates made of XRDs', () => {
  const scheduler = mockServices.scheduler();
  let lab: TemplateLab;

  const find = async (name: string, kind = 'template') => {
    const entity = await lab.get<FoundEntity | { metadata?: undefined }>(
      'bruno.lima',
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
    );
    return entity.metadata ? entity : undefined;
  };

  /** Lets the catalog look at the XRDs until something holds. */
  const looked = (what: string, holds: () => Promise<boolean>) =>
    lab.eventually(what, async () => {
      await scheduler.triggerTask('tenant-clusters-refresh-templates');
      return holds();
    });

  beforeAll(async () => {
    lab = await startTemplateLab({
      features: [
        catalogModule,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
    for (const name of readdirSync(FIXTURES)) {
      lab.store.apply(fixture(name, 'xrd'));
    }
    const names = readdirSync(FIXTURES).map(
      name => fixture(name, 'template').metadata.name,
    );
    await looked('there are all templates', async () => {
      const found = await Promise.all(names.map(name => find(name)));
      return !found.includes(undefined);
    });
  }, LAB_TIMEOUT_MS);

  afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

  it.each(readdirSync(FIXTURES))(
    'takes the values of %s and proposes a manifest that keeps to its schema',
    async name => {
      const template = fixture(name, 'template');
      const values = fixture(name, 'values');
      const run = await lab.run(template.metadata.name, values, 'ana.souza');
      expect(run).toMatchObject({ status: 'completed', error: undefined });
      // The schema of the hub's own XRD was there to check against.
      expect(run.log.join('\n')).not.toContain('its fields were not checked');

      const pull = run.pullRequest!;
      const [{ filename }, ...others] = await lab.changes(pull);
      expect(others).toEqual([]);
      const { head } = await lab.pull(pull);
      const manifest = await lab.read(filename, head.sha);
      const golden = join(FIXTURES, name, 'manifest.yaml');
      if (UPDATE) {
        writeFileSync(golden, `# ${filename}\n${manifest}`);
      }
      expect(`# ${filename}\n${manifest}`).toBe(readFileSync(golden, 'utf8'));
    },
    60_000,
  );

  it.each([
    {
      reason: 'a value that the schema does not take',
      name: 'postgresql-claim',
      spec: { parameters: { storageGB: 25, version: '17' } },
      status: 'refused',
      error: /storageGB/,
    },
    {
      reason: 'a choice left open',
      name: 'backup-choice',
      spec: { target: { prefix: 'x' }, source: { everything: {} } },
      status: 'refused',
      error: /target/,
    },
    {
      reason: 'what only the whole schema knows',
      name: 'exposure',
      spec: { limits: { rate: 'fast' } },
      status: 'failed',
      error: /spec\.limits\.rate must be integer/,
    },
    {
      reason: 'a field that there is none of',
      name: 'certificate',
      spec: { commonName: 'a', usages: [], isCA: false, colour: 'red' },
      status: 'failed',
      error: /spec\.colour is a field that the kind does not know/,
    },
  ])('refuses $reason', async ({ name, spec, status, error }) => {
    const values = { ...fixture(name, 'values'), name: 'refused', spec };
    const { metadata } = fixture(name, 'template');
    const run = await lab.run(metadata.name, values, 'ana.souza');
    expect(run.status).toBe(status);
    expect(run.error).toMatch(error);
    expect(run.pullRequest).toBeUndefined();
  });

  it('refuses a name that the tenant has for the kind, and takes it for another', async () => {
    const taken = { ...fixture('object-store', 'values'), name: 'receipts' };
    const { error } = await lab.run(
      'objectstores.platform.spokeport.dev',
      taken,
      'ana.souza',
    );
    expect(error).toMatch('The tenant has a ObjectStore of this name already');
    const other = { ...fixture('dns-zone', 'values'), name: 'receipts' };
    const run = await lab.run(
      'dnszones.network.example.org',
      other,
      'ana.souza',
    );
    expect(run.status).toBe('completed');
  });

  it.each([
    {
      form: 'a v1 claim',
      name: 'postgresql-claim',
      kind: 'PostgreSQLInstance',
      version: 'v1beta1',
      composite: 'XPostgreSQLInstance',
    },
    {
      form: 'a v2 namespaced composite',
      name: 'object-store',
      kind: 'ObjectStore',
      version: 'v1alpha1',
      composite: undefined,
    },
  ])(
    'brings $form from the form to the cloud',
    async ({ name, kind, version, composite }) => {
      if (composite) {
        lab.store.apply(composition(composite, version));
      }
      const template = fixture(name, 'template');
      const values = { ...fixture(name, 'values'), name: `live-${version}` };
      const run = await lab.run(template.metadata.name, values, 'ana.souza');
      expect(run).toMatchObject({ status: 'completed', error: undefined });
      await lab.merge(run.pullRequest!);
      const claim = () =>
        lab.store.get({
          apiVersion: `platform.spokeport.dev/${version}`,
          kind,
          namespace: 'payments',
          name: values.name,
        });
      await lab.until(`the ${kind} is ready`, () =>
        Boolean(
          claim()?.status?.conditions?.some(
            ({ type, status }: { type: string; status: string }) =>
              type === 'Ready' && status === 'True',
          ),
        ),
      );
      expect(claim()?.spec).toMatchObject(values.spec);
    },
    90_000,
  );

  it('follows XRDs: changed, no longer labelled, removed', async () => {
    const name = 'topics.kafka.example.org';
    const xrd = fixture('kafka-topic', 'xrd');
    lab.store.apply({
      ...xrd,
      metadata: {
        ...xrd.metadata,
        annotations: { 'spokeport.dev/template-title': 'A stream' },
      },
    });
    await looked(
      'the template has another title',
      async () => (await find(name))?.metadata.title === 'A stream',
    );
    const { 'spokeport.dev/template': label, ...labels } = xrd.metadata.labels;
    expect(label).toBe('true');
    const { resourceVersion } = lab.store.get({
      apiVersion: xrd.apiVersion,
      kind: xrd.kind,
      name: xrd.metadata.name,
    })!.metadata;
    lab.store.update({
      ...xrd,
      metadata: { ...xrd.metadata, labels, resourceVersion },
    });
    await looked(
      'the template is gone',
      async () => (await find(name)) === undefined,
    );
    const zones = 'dnszones.network.example.org';
    expect(await find(zones)).toBeDefined();
    lab.store.delete({
      apiVersion: 'apiextensions.crossplane.io/v1',
      kind: 'CompositeResourceDefinition',
      name: 'xdnszones.network.example.org',
    });
    await looked(
      'the template is gone with its XRD',
      async () => (await find(zones)) === undefined,
    );
  }, 60_000);

  it('says in the catalog why there is no template of an XRD', async () => {
    const xrd = fixture('object-store', 'xrd');
    const names = { kind: 'Region', plural: 'regions' };
    lab.store.apply({
      ...xrd,
      metadata: { ...xrd.metadata, name: 'regions.platform.spokeport.dev' },
      spec: { ...xrd.spec, scope: 'Cluster', names },
    });
    const name = 'regions.platform.spokeport.dev.hub-eu';
    await looked(
      'the XRD is an entity',
      async () => (await find(name, 'resource')) !== undefined,
    );
    const { spec, status } = (await find(name, 'resource'))!;
    expect(spec).toMatchObject({
      type: 'crossplane-xrd',
      owner: 'group:default/platform-team',
    });
    expect(status.items).toEqual([
      expect.objectContaining({
        level: 'error',
        message: expect.stringContaining(
          'There is no template for regions.platform.spokeport.dev on hub-eu: its composite is cluster-scoped',
        ),
      }),
    ]);
  });
});
