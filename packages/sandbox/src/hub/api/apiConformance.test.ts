import { readFileSync } from 'node:fs';
import {
  apiVersion,
  conformanceCrds,
  group,
} from './__testUtils__/conformanceCrds';
import { KubeClient } from './__testUtils__/KubeClient';
import {
  realApiServerBinaries,
  startRealApiServer,
  type RealApiServer,
} from '../../realApiServer';
import { startTestHub, TestHub } from './__testUtils__/startTestHub';

/*
 * What clients rely on, asked of servers over HTTP, so that the sandbox's cannot drift apart from a real one: always of the
 * sandbox's own; of etcd and kube-apiserver where SPOKEPORT_HUB_BIN names a folder that has them; and of any other server by
 * its kubeconfig (SPOKEPORT_APISERVER_KUBECONFIG, with embedded credentials of an administrator).
 */
const otherServer = process.env.SPOKEPORT_APISERVER_KUBECONFIG;
const binaries = realApiServerBinaries();

interface AskedServer {
  kubeconfig: string;
  /** Makes it forget old versions. A real server has forgotten its first version by itself. */
  expireWatches?(): void;
  stop(): Promise<void>;
}

async function startSandboxHub(): Promise<AskedServer> {
  const hub: TestHub = await startTestHub({ tls: true });
  return {
    kubeconfig: hub.kubeconfig('admin'),
    expireWatches: () => hub.faults.expireWatches(),
    stop: () => hub.stop(),
  };
}

async function startRealHub(): Promise<AskedServer> {
  const server: RealApiServer = await startRealApiServer({
    binaries: binaries!,
    controllers: true,
  });
  return { kubeconfig: server.kubeconfig(), stop: () => server.stop() };
}

const known = async (path: string): Promise<AskedServer> => ({
  kubeconfig: readFileSync(path, 'utf8'),
  stop: async () => {},
});

const servers = [
  { server: 'the sandbox hub', runs: true, start: startSandboxHub },
  {
    server: 'a real kube-apiserver (SPOKEPORT_HUB_BIN)',
    runs: binaries !== undefined,
    start: startRealHub,
  },
  ...(otherServer
    ? [
        {
          server: 'the server of SPOKEPORT_APISERVER_KUBECONFIG',
          runs: true,
          start: () => known(otherServer),
        },
      ]
    : []),
];

let asked: AskedServer;
let client: KubeClient;
const namespace = `conformance-${process.pid}`;
const crdsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const base = `/apis/${apiVersion}/namespaces/${namespace}`;
const gears = `${base}/gears`;
const bolts = `${base}/bolts`;
const mergePatch = 'application/merge-patch+json';

function gear(name: string, more: object = {}) {
  return {
    apiVersion,
    kind: 'Gear',
    metadata: { name },
    spec: { size: 'small' },
    ...more,
  };
}

/** What is looked at of a schema that `/openapi/v3` publishes. */
interface PublishedSchema {
  'x-kubernetes-group-version-kind'?: { kind: string }[];
  properties?: Record<string, PublishedSchema>;
  enum?: string[];
}

async function until<T>(
  ask: () => Promise<T>,
  enough: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (enough(answer)) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`not in time: ${JSON.stringify(answer)}`);
    }
    await new Promise(setImmediate);
  }
}

async function establish(crd: (typeof conformanceCrds)[number]) {
  await client.call('POST', crdsPath, { body: crd });
  await until(
    () => client.call('GET', `${crdsPath}/${crd.metadata.name}`),
    answer =>
      answer.body.status?.conditions?.some(
        (item: { type: string; status: string }) =>
          item.type === 'Established' && item.status === 'True',
      ),
  );
}

async function begin(start: () => Promise<AskedServer>) {
  asked = await start();
  client = new KubeClient(asked.kubeconfig);
  await client.call('POST', '/api/v1/namespaces', {
    body: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    },
  });
  await Promise.all(conformanceCrds.map(establish));
  await until(
    () => client.call('GET', bolts),
    answer => answer.status === 200,
  );
}

async function end() {
  for (const crd of conformanceCrds) {
    await client.call('DELETE', `${crdsPath}/${crd.metadata.name}`);
  }
  await client.call('DELETE', `/api/v1/namespaces/${namespace}`);
  await client.close();
  await asked.stop();
}

function conformance(start: () => Promise<AskedServer>) {
  beforeAll(() => begin(start), 120_000);

  afterAll(end, 60_000);

  afterEach(async () => {
    await client.call('DELETE', gears);
    await client.call('DELETE', bolts);
  });

  describe('discovery', () => {
    it('lists a CRD’s resource with its subresource', async () => {
      const { body } = await client.call('GET', `/apis/${apiVersion}`);
      expect(body.kind).toBe('APIResourceList');
      expect(
        body.resources.map((item: { name: string }) => item.name).sort(),
      ).toEqual(['bolts', 'gears', 'gears/status']);
      expect(
        body.resources.find((item: { name: string }) => item.name === 'gears'),
      ).toMatchObject({
        kind: 'Gear',
        singularName: 'gear',
        namespaced: true,
        shortNames: ['gea'],
        verbs: expect.arrayContaining(['get', 'list', 'watch', 'patch']),
      });
      const groups = await client.call('GET', '/apis');
      expect(
        groups.body.groups.map((item: { name: string }) => item.name),
      ).toContain(group);
    });

    it('answers at once when asked for aggregated discovery', async () => {
      const { body, headers } = await client.call('GET', '/apis', {
        accept:
          'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
      });
      expect(String(headers['content-type'])).toContain(
        'APIGroupDiscoveryList',
      );
      const found = body.items.find(
        (item: { metadata: { name?: string } }) => item.metadata.name === group,
      );
      expect(
        found.versions[0].resources
          .map((item: { resource: string }) => item.resource)
          .sort(),
      ).toEqual(['bolts', 'gears']);
    });

    it('describes a kind in OpenAPI v3', async () => {
      const url = await until(
        async () => {
          const { body } = await client.call('GET', '/openapi/v3');
          // A real server calls its index plain text, and adds a kind a moment after it serves it.
          const index = typeof body === 'string' ? JSON.parse(body) : body;
          return index.paths[`apis/${apiVersion}`]?.serverRelativeURL;
        },
        found => found !== undefined,
      );
      const { body } = await client.call('GET', url);
      const schema = Object.values<PublishedSchema>(
        body.components.schemas,
      ).find(
        item => item['x-kubernetes-group-version-kind']?.[0]?.kind === 'Gear',
      );
      expect(schema?.properties?.spec.properties?.size.enum).toEqual([
        'small',
        'large',
      ]);
    });

    it('answers 404 for what is not served', async () => {
      for (const path of [
        '/apis/none.spokeport.dev/v1',
        `/apis/none.spokeport.dev/v1/namespaces/${namespace}/things`,
        `${base}/nothings`,
      ]) {
        expect((await client.call('GET', path)).status).toBe(404);
      }
    });

    it('says that it is alive', async () => {
      expect((await client.call('GET', '/readyz')).body).toBe('ok');
      expect((await client.call('GET', '/version')).body.major).toBe('1');
    });
  });

  describe('writing', () => {
    it('creates with defaults, answers 201, and refuses a second time', async () => {
      const created = await client.call('POST', gears, { body: gear('a') });
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        metadata: { name: 'a', namespace, generation: 1 },
        spec: { size: 'small', replicas: 1 },
      });
      const again = await client.call('POST', gears, { body: gear('a') });
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'AlreadyExists',
        message: `gears.${group} "a" already exists`,
        details: { name: 'a', group, kind: 'gears' },
        code: 409,
      });
    });

    it('takes YAML', async () => {
      const { status } = await client.call('POST', gears, {
        contentType: 'application/yaml',
        body: `apiVersion: ${apiVersion}\nkind: Gear\nmetadata:\n  name: yaml\nspec:\n  size: large\n`,
      });
      expect(status).toBe(201);
    });

    it.each([
      {
        reason: 'a value outside the enum',
        spec: { size: 'huge' },
        message: `Gear.${group} "bad" is invalid: spec.size: Unsupported value: "huge": supported values: "small", "large"`,
      },
      {
        reason: 'a missing field',
        spec: {},
        message: `Gear.${group} "bad" is invalid: spec.size: Required value`,
      },
      {
        reason: 'a number that is too small',
        spec: { size: 'small', replicas: 0 },
        message: `Gear.${group} "bad" is invalid: spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1`,
      },
    ])('refuses $reason', async ({ spec, message }) => {
      const { status, body } = await client.call('POST', gears, {
        body: gear('bad', { spec }),
      });
      expect(status).toBe(422);
      expect(body).toMatchObject({ reason: 'Invalid', message });
    });

    it('drops unknown fields with a warning, or refuses them when strict', async () => {
      const body = gear('a', { spec: { size: 'small', bogus: 1 } });
      const warned = await client.call('POST', gears, { body });
      expect(warned.body.spec.bogus).toBeUndefined();
      expect(String(warned.headers.warning)).toContain(
        'unknown field \\"spec.bogus\\"',
      );
      const strict = await client.call('POST', gears, {
        body: { ...body, metadata: { name: 'b' } },
        query: { fieldValidation: 'Strict' },
      });
      expect(strict.status).toBe(400);
      expect(strict.body.message).toContain(
        'strict decoding error: unknown field "spec.bogus"',
      );
    });

    it('updates only at the version it was read at', async () => {
      const { body } = await client.call('POST', gears, { body: gear('a') });
      const updated = await client.call('PUT', `${gears}/a`, {
        body: { ...body, spec: { size: 'large' } },
      });
      expect([updated.status, updated.body.metadata.generation]).toEqual([
        200, 2,
      ]);
      const stale = await client.call('PUT', `${gears}/a`, { body });
      expect([stale.status, stale.body.reason]).toEqual([409, 'Conflict']);
      const blind = await client.call('PUT', `${gears}/a`, { body: gear('a') });
      expect([blind.status, blind.body.message]).toEqual([
        422,
        `gears.${group} "a" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update`,
      ]);
    });

    it('keeps status behind its own door', async () => {
      await client.call('POST', gears, {
        body: gear('a', { status: { phase: 'Made' } }),
      });
      const { body } = await client.call('GET', `${gears}/a`);
      expect(body.status).toBeUndefined();
      const updated = await client.call('PUT', `${gears}/a/status`, {
        body: { ...body, spec: { size: 'large' }, status: { phase: 'Up' } },
      });
      expect(updated.body).toMatchObject({
        metadata: { generation: 1 },
        spec: { size: 'small' },
        status: { phase: 'Up' },
      });
      const bolt = { ...gear('b'), kind: 'Bolt', status: { phase: 'Made' } };
      const made = await client.call('POST', bolts, { body: bolt });
      expect(made.body.status).toEqual({ phase: 'Made' });
      const noDoor = await client.call('PATCH', `${bolts}/b/status`, {
        contentType: mergePatch,
        body: { status: { phase: 'Up' } },
      });
      expect(noDoor.status).toBe(404);
      const counted = await client.call('PATCH', `${bolts}/b`, {
        contentType: mergePatch,
        body: { status: { phase: 'Up' } },
      });
      expect(counted.body.metadata.generation).toBe(2);
    });

    it('takes merge and JSON patches', async () => {
      await client.call('POST', gears, {
        body: gear('a', { spec: { size: 'small', tags: { a: '1', b: '2' } } }),
      });
      const merged = await client.call('PATCH', `${gears}/a`, {
        contentType: mergePatch,
        body: { spec: { tags: { a: null, c: '3' } } },
      });
      expect(merged.body.spec.tags).toEqual({ b: '2', c: '3' });
      const patched = await client.call('PATCH', `${gears}/a`, {
        contentType: 'application/json-patch+json',
        body: [{ op: 'replace', path: '/spec/size', value: 'large' }],
      });
      expect(patched.body.spec.size).toBe('large');
      const wrong = await client.call('PATCH', `${gears}/a`, {
        contentType: 'application/json-patch+json',
        body: [{ op: 'test', path: '/spec/size', value: 'small' }],
      });
      expect(wrong.status).toBe(422);
      const strategic = await client.call('PATCH', `${gears}/a`, {
        contentType: 'application/strategic-merge-patch+json',
        body: {},
      });
      expect(strategic.status).toBe(415);
    });

    it('takes a strategic merge patch for its own kinds', async () => {
      const path = `/api/v1/namespaces/${namespace}/configmaps`;
      await client.call('POST', path, {
        body: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'a', finalizers: ['x.io/a'] },
          data: { a: '1', b: '2' },
        },
      });
      const { body } = await client.call('PATCH', `${path}/a`, {
        contentType: 'application/strategic-merge-patch+json',
        body: {
          metadata: { '$deleteFromPrimitiveList/finalizers': ['x.io/a'] },
          data: { a: null },
        },
      });
      expect(body.data).toEqual({ b: '2' });
      expect(body.metadata.finalizers).toBeUndefined();
      await client.call('DELETE', `${path}/a`);
    });

    it('applies on the server: creates, then merges', async () => {
      const apply = (spec: object, query = {}) =>
        client.call('PATCH', `${gears}/a`, {
          contentType: 'application/apply-patch+yaml',
          query: { fieldManager: 'conformance', force: 'true', ...query },
          body: JSON.stringify(gear('a', { spec })),
        });
      expect((await apply({ size: 'small', tags: { a: '1' } })).status).toBe(
        201,
      );
      const again = await apply({ size: 'large', tags: { a: '1', b: '2' } });
      expect([again.status, again.body.spec]).toEqual([
        200,
        { size: 'large', replicas: 1, tags: { a: '1', b: '2' } },
      ]);
      const nobody = await client.call('PATCH', `${gears}/a`, {
        contentType: 'application/apply-patch+yaml',
        body: JSON.stringify(gear('a')),
      });
      expect(nobody.status).toBe(422);
    });

    it('drops from the object what a manager no longer applies', async () => {
      const apply = (spec: object) =>
        client.call('PATCH', `${gears}/a`, {
          contentType: 'application/apply-patch+yaml',
          query: { fieldManager: 'conformance', force: 'true' },
          body: JSON.stringify(gear('a', { spec })),
        });
      await apply({ size: 'small', tags: { a: '1', b: '2' } });
      const { body } = await apply({ size: 'small', tags: { b: '2' } });
      expect(body.spec.tags).toEqual({ b: '2' });
    });

    it('changes nothing on a dry run', async () => {
      const { status } = await client.call('POST', gears, {
        body: gear('a'),
        query: { dryRun: 'All' },
      });
      expect(status).toBe(201);
      expect((await client.call('GET', `${gears}/a`)).status).toBe(404);
    });

    it('answers a deletion with Status, or with the object while finalisers hold it', async () => {
      await client.call('POST', gears, { body: gear('a') });
      const gone = await client.call('DELETE', `${gears}/a`);
      expect(gone.body).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: { name: 'a', group, kind: 'gears' },
      });
      await client.call('POST', gears, {
        body: gear('b', { metadata: { name: 'b', finalizers: ['x.io/hold'] } }),
      });
      const held = await client.call('DELETE', `${gears}/b`);
      expect(held.body.metadata.deletionTimestamp).toBeDefined();
      await client.call('PATCH', `${gears}/b`, {
        contentType: mergePatch,
        body: { metadata: { finalizers: null } },
      });
      expect((await client.call('GET', `${gears}/b`)).body.reason).toBe(
        'NotFound',
      );
    });

    it('keeps to preconditions of a deletion', async () => {
      await client.call('POST', gears, { body: gear('a') });
      const { status } = await client.call('DELETE', `${gears}/a`, {
        body: { preconditions: { uid: 'other' } },
      });
      expect(status).toBe(409);
    });

    it('refuses a body that contradicts the path', async () => {
      const elsewhere = gear('a', {
        metadata: { name: 'a', namespace: 'other' },
      });
      expect(
        (await client.call('POST', gears, { body: elsewhere })).body.message,
      ).toBe(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
      const nowhere = await client.call(
        'POST',
        `/apis/${apiVersion}/namespaces/none-such/gears`,
        { body: gear('a') },
      );
      expect([nowhere.status, nowhere.body.message]).toEqual([
        404,
        'namespaces "none-such" not found',
      ]);
      expect((await client.call('POST', gears, { body: '{' })).status).toBe(
        400,
      );
    });
  });

  describe('listing', () => {
    const names = (body: { items: Array<{ metadata: { name: string } }> }) =>
      body.items.map(item => item.metadata.name);

    beforeEach(async () => {
      for (const [index, name] of ['a', 'b', 'c', 'd', 'e'].entries()) {
        await client.call('POST', gears, {
          body: gear(name, {
            metadata: {
              name,
              labels: {
                tier: index % 2 ? 'odd' : 'even',
                [`only-${name}`]: '',
              },
            },
          }),
        });
      }
    });

    it('pages consistently, whatever happens between the pages', async () => {
      const first = await client.call('GET', gears, { query: { limit: '2' } });
      expect(names(first.body)).toEqual(['a', 'b']);
      expect(first.body.metadata.remainingItemCount).toBe(3);
      await client.call('DELETE', `${gears}/c`);
      await client.call('POST', gears, { body: gear('bb') });
      const next = await client.call('GET', gears, {
        query: { limit: '10', continue: first.body.metadata.continue },
      });
      expect(names(next.body)).toEqual(['c', 'd', 'e']);
      expect(next.body.metadata.resourceVersion).toBe(
        first.body.metadata.resourceVersion,
      );
      expect(next.body.metadata.continue ?? '').toBe('');
    });

    it.each([
      { selector: 'tier=even', expected: ['a', 'c', 'e'] },
      { selector: 'tier!=even', expected: ['b', 'd'] },
      { selector: 'tier in (odd, none),only-b', expected: ['b'] },
      { selector: 'tier notin (odd)', expected: ['a', 'c', 'e'] },
      { selector: '!only-a,tier=even', expected: ['c', 'e'] },
      { selector: 'tier=none', expected: [] },
    ])('selects by label: $selector', async ({ selector, expected }) => {
      const { body } = await client.call('GET', gears, {
        query: { labelSelector: selector },
      });
      expect(names(body)).toEqual(expected);
    });

    it('selects by field, and refuses fields it cannot select on', async () => {
      const { body } = await client.call('GET', `/apis/${apiVersion}/gears`, {
        query: {
          fieldSelector: `metadata.name=b,metadata.namespace=${namespace}`,
        },
      });
      expect(names(body)).toEqual(['b']);
      const refused = await client.call('GET', gears, {
        query: { fieldSelector: 'spec.size=small' },
      });
      expect(refused.status).toBe(400);
      expect(refused.body.message).toContain(
        'field label not supported: spec.size',
      );
    });

    it('prints a Table', async () => {
      const { body } = await client.call('GET', gears, {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
        query: { limit: '1' },
      });
      expect(body.kind).toBe('Table');
      expect(
        body.columnDefinitions.map((item: { name: string }) => item.name),
      ).toEqual(['Name', 'SIZE', 'READY', 'AGE']);
      expect(body.rows[0]).toMatchObject({
        cells: ['a', 'small', null, expect.stringMatching(/^\d+s$/)],
        object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } },
      });
    });

    it.each([
      {
        reason: 'a list',
        path: gears,
        form: 'PartialObjectMetadata',
        refusal: [
          406,
          'you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)',
        ],
      },
      {
        reason: 'an object',
        path: `${gears}/a`,
        form: 'PartialObjectMetadataList',
        refusal: [500, 'content is not a list'],
      },
    ])('refuses $reason in the form $form', async ({ path, form, refusal }) => {
      const { status, body } = await client.call('GET', path, {
        // The first form counts, whatever comes after it.
        accept: ['PartialObjectMetadata', 'PartialObjectMetadataList']
          .sort(name => (name === form ? -1 : 1))
          .map(name => `application/json;as=${name};v=v1;g=meta.k8s.io`)
          .join(','),
      });
      expect([status, body.message]).toEqual(refusal);
    });

    it('lists metadata alone', async () => {
      const { body } = await client.call('GET', gears, {
        accept:
          'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
      });
      expect(body.kind).toBe('PartialObjectMetadataList');
      expect(body.items[0].metadata.name).toBe('a');
      expect(body.items[0].spec).toBeUndefined();
    });

    it('keeps to resourceVersionMatch', async () => {
      const { body } = await client.call('GET', gears);
      await client.call('DELETE', `${gears}/a`);
      const exact = await client.call('GET', gears, {
        query: {
          resourceVersion: body.metadata.resourceVersion,
          resourceVersionMatch: 'Exact',
        },
      });
      expect(names(exact.body)).toEqual(['a', 'b', 'c', 'd', 'e']);
      const newer = await client.call('GET', gears, {
        query: {
          resourceVersion: body.metadata.resourceVersion,
          resourceVersionMatch: 'NotOlderThan',
        },
      });
      expect(names(newer.body)).toEqual(['b', 'c', 'd', 'e']);
      const alone = await client.call('GET', gears, {
        query: { resourceVersionMatch: 'Exact' },
      });
      expect(alone.status).toBe(422);
      const future = await client.call('GET', gears, {
        query: { resourceVersion: `${Number.MAX_SAFE_INTEGER}` },
      });
      expect([future.status, future.body.details.causes[0].reason]).toEqual([
        504,
        'ResourceVersionTooLarge',
      ]);
    });

    it('deletes a collection by label', async () => {
      await client.call('DELETE', gears, {
        query: { labelSelector: 'tier=even' },
      });
      expect(names((await client.call('GET', gears)).body)).toEqual(['b', 'd']);
    });
  });

  describe('watching', () => {
    const line = (event: {
      type: string;
      object: { metadata: { name: string } };
    }) => `${event.type} ${event.object.metadata.name}`;
    const create = (name: string, labels = {}) =>
      client.call('POST', gears, {
        body: gear(name, { metadata: { name, labels } }),
      });

    it('goes on from a list without a gap', async () => {
      await create('a');
      const { body } = await client.call('GET', gears);
      await create('b');
      const events = await client.watch(
        gears,
        { resourceVersion: body.metadata.resourceVersion },
        seen => seen.length === 3,
        async () => {
          await client.call('PATCH', `${gears}/b`, {
            contentType: mergePatch,
            body: { spec: { size: 'large' } },
          });
          await client.call('DELETE', `${gears}/b`);
        },
      );
      expect(events.map(line)).toEqual(['ADDED b', 'MODIFIED b', 'DELETED b']);
      const versions = events.map(event =>
        Number(event.object.metadata.resourceVersion),
      );
      expect([...versions].sort((x, y) => x - y)).toEqual(versions);
    });

    it('streams a list and marks its end', async () => {
      await create('a');
      await create('b');
      const events = await client.watch(
        gears,
        {
          sendInitialEvents: 'true',
          resourceVersionMatch: 'NotOlderThan',
          allowWatchBookmarks: 'true',
        },
        seen => seen.at(-1)!.type === 'ADDED' && seen.length === 4,
        () => create('c'),
      );
      // The new object may come before or after the mark, as it happens.
      const bookmark = events.find(event => event.type === 'BOOKMARK')!;
      expect(events.slice(0, 2).map(line)).toEqual(['ADDED a', 'ADDED b']);
      expect(bookmark.object).toMatchObject({
        kind: 'Gear',
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      });
      expect(events.filter(event => event.type === 'ADDED')).toHaveLength(3);
    });

    it('refuses a streamed list without its match', async () => {
      const { status } = await client.call('GET', gears, {
        query: { watch: 'true', sendInitialEvents: 'true' },
      });
      expect(status).toBe(422);
    });

    it('turns a change of selection into ADDED and DELETED', async () => {
      await create('a', { tier: 'x' });
      await create('b');
      const { body } = await client.call('GET', gears);
      const relabel = (name: string, tier: string) =>
        client.call('PATCH', `${gears}/${name}`, {
          contentType: mergePatch,
          body: { metadata: { labels: { tier } } },
        });
      const events = await client.watch(
        gears,
        {
          resourceVersion: body.metadata.resourceVersion,
          labelSelector: 'tier=x',
        },
        seen => seen.length === 3,
        async () => {
          await relabel('a', 'y');
          await relabel('b', 'x');
          await client.call('DELETE', `${gears}/b`);
        },
      );
      expect(events.map(line)).toEqual(['DELETED a', 'ADDED b', 'DELETED b']);
    });

    it('answers a version that is gone with an Expired error', async () => {
      asked.expireWatches?.();
      const events = await client.watch(
        gears,
        { resourceVersion: '1' },
        seen => seen.length === 1,
      );
      expect(events[0]).toMatchObject({
        type: 'ERROR',
        object: { kind: 'Status', code: 410, reason: 'Expired' },
      });
    });

    it('ends after timeoutSeconds', async () => {
      await create('a');
      const events = await client.watch(
        gears,
        { timeoutSeconds: '1' },
        () => false,
      );
      expect(events.map(line)).toEqual(['ADDED a']);
    });

    it('watches one object, as Tables or metadata', async () => {
      await create('a');
      await create('b');
      const table = await client.watch(
        gears,
        { fieldSelector: 'metadata.name=b' },
        seen => seen.length === 2,
        () =>
          client.call('PATCH', `${gears}/b`, {
            contentType: mergePatch,
            body: { spec: { size: 'large' } },
          }),
        { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
      );
      expect(table.map(event => event.object.rows[0].cells[1])).toEqual([
        'small',
        'large',
      ]);
      expect(table[0].object.columnDefinitions).toHaveLength(4);
      expect(table[1].object.columnDefinitions ?? null).toBeNull();
      const metadata = await client.watch(
        `${gears}`,
        { fieldSelector: 'metadata.name=a' },
        seen => seen.length === 1,
        undefined,
        {
          accept:
            'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
        },
      );
      expect(metadata[0].object).toMatchObject({
        kind: 'PartialObjectMetadata',
        metadata: { name: 'a' },
      });
      expect(metadata[0].object.spec).toBeUndefined();
    });
  });

  describe('asking about oneself', () => {
    it('answers a SelfSubjectAccessReview', async () => {
      const { status, body } = await client.call(
        'POST',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec: {
              resourceAttributes: { verb: 'delete', group, resource: 'gears' },
            },
          },
        },
      );
      expect([status, body.status.allowed]).toEqual([201, true]);
    });
  });
}

for (const { server, runs, start } of servers) {
  (runs ? describe : describe.skip)(`on ${server}`, () => conformance(start));
}
