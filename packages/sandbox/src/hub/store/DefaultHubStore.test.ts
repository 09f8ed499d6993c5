import { DefaultHubStore } from './DefaultHubStore';
import { StatusError } from './StatusError';
import { KubeObject, WatchEvent } from './types';

const widgetCrd: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.test.spokeport.dev' },
  spec: {
    group: 'test.spokeport.dev',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'string', enum: ['small', 'large'] },
                  replicas: { type: 'integer', minimum: 1, default: 1 },
                  port: { 'x-kubernetes-int-or-string': true },
                  cidr: { type: 'string', pattern: '^[0-9./]+$' },
                  members: {
                    type: 'array',
                    maxItems: 2,
                    items: { type: 'string' },
                  },
                  note: { type: 'string', nullable: true },
                  extra: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};

const noteCrd: KubeObject = {
  ...widgetCrd,
  metadata: { name: 'notes.test.spokeport.dev' },
  spec: {
    ...widgetCrd.spec,
    names: { kind: 'Note', plural: 'notes' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
};

function widget(name: string, more: Partial<KubeObject> = {}): KubeObject {
  return {
    apiVersion: 'test.spokeport.dev/v1',
    kind: 'Widget',
    spec: { size: 'small' },
    ...more,
    metadata: { name, namespace: 'payments', ...more.metadata },
  };
}

function note(name: string, more: Partial<KubeObject> = {}): KubeObject {
  return { ...widget(name, more), kind: 'Note' };
}

function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function refOf(object: KubeObject) {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
  };
}

function ownedBy(owner: KubeObject, blockOwnerDeletion = false) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid!,
    controller: true,
    blockOwnerDeletion,
  };
}

function refusal(act: () => unknown): StatusError {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

const start = Date.parse('2026-03-01T10:00:00Z');
let now = start;
let store: DefaultHubStore;

beforeEach(() => {
  now = start;
  store = DefaultHubStore.inMemory({
    crds: [widgetCrd, noteCrd],
    clock: { now: () => now },
  });
  store.create(namespace('payments'));
});

afterEach(() => store.close());

describe('DefaultHubStore: writing', () => {
  it('gives a new object what a server gives', () => {
    const created = store.create(
      widget('w', { status: { phase: 'made up by the client' } }),
    );
    expect(created).toEqual({
      apiVersion: 'test.spokeport.dev/v1',
      kind: 'Widget',
      metadata: {
        name: 'w',
        namespace: 'payments',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resourceVersion: String(store.resourceVersion),
        generation: 1,
        creationTimestamp: '2026-03-01T10:00:00Z',
      },
      spec: { size: 'small', replicas: 1 },
    });
  });

  it('names an object from generateName', () => {
    const [a, b] = [1, 2].map(() =>
      store.create(widget('', { metadata: { name: '', generateName: 'w-' } })),
    );
    expect(a.metadata.name).toMatch(/^w-[a-z0-9]{5}$/);
    expect(a.metadata.name).not.toBe(b.metadata.name);
  });

  it('bumps the generation for the spec, not for metadata or status', () => {
    let object = store.create(widget('w'));
    object = store.update({
      ...object,
      metadata: { ...object.metadata, labels: { a: 'b' } },
    });
    expect(object.metadata.generation).toBe(1);
    object = store.updateStatus({ ...object, status: { phase: 'Up' } });
    expect(object.metadata.generation).toBe(1);
    object = store.update({ ...object, spec: { size: 'large' } });
    expect(object.metadata.generation).toBe(2);
    expect(object.status).toEqual({ phase: 'Up' });
  });

  it('counts status where it is no subresource, and serves no /status there', () => {
    const object = store.create(note('n', { status: { phase: 'A' } }));
    expect(object.status).toEqual({ phase: 'A' });
    const updated = store.update({ ...object, status: { phase: 'B' } });
    expect(updated.metadata.generation).toBe(2);
    expect(refusal(() => store.updateStatus(updated)).code).toBe(404);
  });

  it('leaves spec alone on /status and status alone on the main door', () => {
    const object = store.create(widget('w'));
    const viaStatus = store.updateStatus({
      ...object,
      spec: { size: 'large' },
      status: { phase: 'Up' },
    });
    expect(viaStatus.spec.size).toBe('small');
    const viaMain = store.update({ ...viaStatus, status: { phase: 'Down' } });
    expect(viaMain.status).toEqual({ phase: 'Up' });
  });

  it('takes an identical write as no change', () => {
    const object = store.create(widget('w'));
    const seen: WatchEvent[] = [];
    store.subscribe(event => seen.push(event));
    const before = store.resourceVersion;
    expect(store.update(object).metadata.resourceVersion).toBe(
      object.metadata.resourceVersion,
    );
    store.updateStatus(object);
    expect(store.resourceVersion).toBe(before);
    expect(seen).toEqual([]);
  });

  it('refuses a stale version and a foreign uid', () => {
    const object = store.create(widget('w'));
    store.update({ ...object, spec: { size: 'large' } });
    const stale = refusal(() => store.update(object));
    expect([stale.code, stale.reason]).toEqual([409, 'Conflict']);
    expect(stale.message).toBe(
      'Operation cannot be fulfilled on widgets.test.spokeport.dev "w": the object has been modified; please apply your changes to the latest version and try again',
    );
    const foreign = widget('w', {
      metadata: { name: 'w', namespace: 'payments', uid: 'other' },
    });
    expect(refusal(() => store.update(foreign)).message).toContain(
      'Precondition failed: UID in precondition: other',
    );
  });

  it('changes nothing on a dry run', () => {
    const before = store.resourceVersion;
    store.create(widget('w'), { dryRun: true });
    expect(store.get(refOf(widget('w')))).toBeUndefined();
    expect(store.resourceVersion).toBe(before);
  });

  it('gives out objects that cannot be changed', () => {
    const object = store.create(widget('w'));
    expect(() => {
      object.spec.size = 'large';
    }).toThrow(TypeError);
  });

  it('applies: created, unchanged, configured', () => {
    expect(store.apply(widget('w')).result).toBe('created');
    expect(store.apply(widget('w')).result).toBe('unchanged');
    const changed = store.apply(widget('w', { spec: { replicas: 3 } }));
    expect(changed.result).toBe('configured');
    expect(changed.object.spec).toEqual({ size: 'small', replicas: 3 });
  });

  it('announces nested writes after the change that caused them, to all in the same order', () => {
    const first: string[] = [];
    const second: string[] = [];
    const line = (event: WatchEvent) =>
      `${event.type} ${event.object.metadata.name}`;
    store.subscribe(event => {
      first.push(line(event));
      if (event.object.metadata.name === 'a') {
        store.create(widget('b'));
      }
    });
    store.subscribe(event => second.push(line(event)));
    store.create(widget('a'));
    expect(first).toEqual(['ADDED a', 'ADDED b']);
    expect(second).toEqual(first);
  });
});

describe('DefaultHubStore: checking', () => {
  it.each([
    {
      reason: 'a required field',
      spec: {},
      message: 'spec.size: Required value',
    },
    {
      reason: 'an enum',
      spec: { size: 'huge' },
      message:
        'spec.size: Unsupported value: "huge": supported values: "small", "large"',
    },
    {
      reason: 'a type',
      spec: { size: 'small', replicas: 'x' },
      message:
        'spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"',
    },
    {
      reason: 'a minimum',
      spec: { size: 'small', replicas: 0 },
      message:
        'spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1',
    },
    {
      reason: 'a pattern',
      spec: { size: 'small', cidr: 'x' },
      message:
        'spec.cidr: Invalid value: "x": spec.cidr in body should match \'^[0-9./]+$\'',
    },
    {
      reason: 'too many items',
      spec: { size: 'small', members: ['a', 'b', 'c'] },
      message: 'spec.members: Too many: 3: must have at most 2 items',
    },
    {
      reason: 'a type inside a list',
      spec: { size: 'small', members: [1] },
      message:
        'spec.members[0]: Invalid value: "integer": spec.members[0] in body must be of type string: "integer"',
    },
  ])('names $reason', ({ spec, message }) => {
    const error = refusal(() => store.create(widget('w', { spec })));
    expect(error.message).toBe(
      `Widget.test.spokeport.dev "w" is invalid: ${message}`,
    );
    expect([error.code, error.reason]).toEqual([422, 'Invalid']);
    expect(error.details?.causes).toHaveLength(1);
  });

  it('accepts what the schema leaves open', () => {
    const spec = {
      size: 'small',
      replicas: 1,
      note: null,
      extra: { anything: { goes: true } },
    };
    expect(store.create(widget('a', { spec })).spec).toEqual(spec);
    for (const port of [80, 'http']) {
      const made = store.create(
        widget(`p-${port}`, { spec: { size: 'small', port } }),
      );
      expect(made.spec.port).toBe(port);
    }
  });

  it('drops unknown fields, says so, or refuses them', () => {
    const spec = { size: 'small', bogus: 1 };
    expect(store.create(widget('a', { spec })).spec.bogus).toBeUndefined();
    const warnings: string[] = [];
    store.create(widget('b', { spec }), {
      fieldValidation: 'Warn',
      onWarning: warning => warnings.push(warning),
    });
    expect(warnings).toEqual(['unknown field "spec.bogus"']);
    const strict = refusal(() =>
      store.create(widget('c', { spec }), { fieldValidation: 'Strict' }),
    );
    expect([strict.code, strict.message]).toEqual([
      400,
      'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.bogus"',
    ]);
  });

  it.each([
    { reason: 'no name', object: widget(''), code: 422 },
    { reason: 'capitals in the name', object: widget('Big'), code: 422 },
    {
      reason: 'a label with a space',
      object: widget('w', {
        metadata: { name: 'w', namespace: 'payments', labels: { a: 'b c' } },
      }),
      code: 422,
    },
    {
      reason: 'a kind that is not served',
      object: { ...widget('w'), kind: 'Gadget' },
      code: 404,
    },
    {
      reason: 'a namespace that is not there',
      object: widget('w', { metadata: { name: 'w', namespace: 'orders' } }),
      code: 404,
    },
    {
      reason: 'labels that are no text',
      object: JSON.parse(
        '{"apiVersion":"test.spokeport.dev/v1","kind":"Widget","metadata":{"name":"w","namespace":"payments","labels":{"a":1}}}',
      ),
      code: 400,
    },
  ])('refuses $reason', ({ object, code }) => {
    expect(refusal(() => store.create(object)).code).toBe(code);
  });

  it('keeps a member named __proto__ a member', () => {
    const spec = JSON.parse(
      '{"size":"small","extra":{"__proto__":{"polluted":true}}}',
    );
    const made = store.create(widget('w', { spec }));
    expect(Object.hasOwn(made.spec.extra, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('DefaultHubStore: deleting', () => {
  it('removes at once without finalisers', () => {
    const object = store.create(widget('w'));
    const seen: WatchEvent[] = [];
    store.subscribe(event => seen.push(event));
    store.delete(refOf(object));
    expect(store.get(refOf(object))).toBeUndefined();
    expect(seen).toHaveLength(1);
    expect(seen[0].type).toBe('DELETED');
    expect(Number(seen[0].object.metadata.resourceVersion)).toBeGreaterThan(
      Number(object.metadata.resourceVersion),
    );
    expect(refusal(() => store.delete(refOf(object))).message).toBe(
      'widgets.test.spokeport.dev "w" not found',
    );
  });

  it('waits for finalisers, takes no new ones, and goes with the last', () => {
    const object = store.create(
      widget('w', {
        metadata: { name: 'w', namespace: 'payments', finalizers: ['x.io/a'] },
      }),
    );
    store.delete(refOf(object));
    const going = store.get(refOf(object))!;
    expect(going.metadata.deletionTimestamp).toBe('2026-03-01T10:00:00Z');
    expect(going.metadata.generation).toBe(2);
    const added = refusal(() =>
      store.update({
        ...going,
        metadata: { ...going.metadata, finalizers: ['x.io/a', 'x.io/b'] },
      }),
    );
    expect(added.message).toContain(
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted',
    );
    store.update({
      ...going,
      metadata: { ...going.metadata, finalizers: [] },
    });
    expect(store.get(refOf(object))).toBeUndefined();
  });

  it('keeps to preconditions', () => {
    const object = store.create(widget('w'));
    const error = refusal(() =>
      store.delete(refOf(object), { preconditions: { uid: 'other' } }),
    );
    expect(error.code).toBe(409);
  });

  function family(finalizers: string[] = [], block = false) {
    const parent = store.create(widget('parent'));
    const child = store.create(
      widget('child', {
        metadata: {
          name: 'child',
          namespace: 'payments',
          finalizers,
          ownerReferences: [ownedBy(parent, block)],
        },
      }),
    );
    const grandchild = store.create(
      note('grandchild', {
        metadata: {
          name: 'grandchild',
          namespace: 'payments',
          ownerReferences: [ownedBy(child)],
        },
      }),
    );
    return { parent, child, grandchild };
  }

  it('removes dependants in the background, whatever their depth', () => {
    const { parent, child, grandchild } = family();
    store.delete(refOf(parent));
    expect(store.get(refOf(child))).toBeUndefined();
    expect(store.get(refOf(grandchild))).toBeUndefined();
  });

  it('in the foreground the owner goes last', () => {
    const { parent, child } = family(['x.io/hold'], true);
    store.delete(refOf(parent), { propagationPolicy: 'Foreground' });
    expect(store.get(refOf(parent))?.metadata.finalizers).toEqual([
      'foregroundDeletion',
    ]);
    const going = store.get(refOf(child))!;
    expect(going.metadata.deletionTimestamp).toBeDefined();
    store.update({ ...going, metadata: { ...going.metadata, finalizers: [] } });
    expect(store.get(refOf(child))).toBeUndefined();
    expect(store.get(refOf(parent))).toBeUndefined();
  });

  it('leaves orphans alone', () => {
    const { parent, child, grandchild } = family();
    store.delete(refOf(parent), { propagationPolicy: 'Orphan' });
    expect(store.get(refOf(parent))).toBeUndefined();
    expect(store.get(refOf(child))?.metadata.ownerReferences).toBeUndefined();
    expect(store.get(refOf(grandchild))).toBeDefined();
  });

  it('keeps a dependant while one of its owners stays', () => {
    const [a, b] = ['a', 'b'].map(name => store.create(widget(name)));
    const shared = store.create(
      widget('shared', {
        metadata: {
          name: 'shared',
          namespace: 'payments',
          ownerReferences: [
            ownedBy(a),
            { ...ownedBy(b), controller: undefined },
          ],
        },
      }),
    );
    store.delete(refOf(a));
    expect(
      store.get(refOf(shared))?.metadata.ownerReferences?.map(o => o.name),
    ).toEqual(['b']);
    store.delete(refOf(b));
    expect(store.get(refOf(shared))).toBeUndefined();
  });

  it('collects an object whose owner was never there', () => {
    const owner = { ...widget('ghost') };
    owner.metadata.uid = 'no-such-uid';
    const orphan = widget('w', {
      metadata: {
        name: 'w',
        namespace: 'payments',
        ownerReferences: [ownedBy(owner)],
      },
    });
    store.create(orphan);
    expect(store.get(refOf(orphan))).toBeUndefined();
  });

  it('empties a namespace, says what holds it, and refuses new content meanwhile', () => {
    store.create(widget('free'));
    const held = store.create(
      widget('held', {
        metadata: {
          name: 'held',
          namespace: 'payments',
          finalizers: ['x.io/a'],
        },
      }),
    );
    store.delete(refOf(namespace('payments')));
    expect(store.get(refOf(widget('free')))).toBeUndefined();
    const going = store.get(refOf(namespace('payments')))!;
    expect(going.status.phase).toBe('Terminating');
    expect(
      going.status.conditions.map((item: { message: string }) => item.message),
    ).toEqual([
      'Some resources are remaining: widgets.test.spokeport.dev has 1 resource instances',
      'Some content in the namespace has finalizers remaining: x.io/a in 1 resource instances',
    ]);
    const refused = refusal(() => store.create(widget('new')));
    expect([refused.code, refused.details?.causes?.[0].reason]).toEqual([
      403,
      'NamespaceTerminating',
    ]);
    const last = store.get(refOf(held))!;
    store.update({ ...last, metadata: { ...last.metadata, finalizers: [] } });
    expect(store.get(refOf(namespace('payments')))).toBeUndefined();
  });
});

describe('DefaultHubStore: types', () => {
  it('establishes a CRD and serves its kind', () => {
    const crd = store.get(refOf(widgetCrd))!;
    expect(
      crd.status.conditions.map(
        (item: { type: string; status: string }) =>
          `${item.type}=${item.status}`,
      ),
    ).toEqual(['NamesAccepted=True', 'Established=True']);
    expect(
      store.resourceType({
        apiVersion: 'test.spokeport.dev/v1',
        kind: 'Widget',
      }),
    ).toMatchObject({
      plural: 'widgets',
      singular: 'widget',
      listKind: 'WidgetList',
      namespaced: true,
      statusSubresource: true,
    });
  });

  it('serves an object in every version of its kind, and keeps it in one', () => {
    const crd = structuredClone(widgetCrd);
    crd.metadata.name = 'gadgets.test.spokeport.dev';
    crd.spec.names = { kind: 'Gadget', plural: 'gadgets' };
    crd.spec.versions.push({
      ...crd.spec.versions[0],
      name: 'v1beta1',
      storage: false,
    });
    store.create(crd);
    const seen: WatchEvent[] = [];
    store.subscribe(event => seen.push(event));
    const made = store.create({
      ...widget('g'),
      apiVersion: 'test.spokeport.dev/v1beta1',
      kind: 'Gadget',
    });
    expect(made.apiVersion).toBe('test.spokeport.dev/v1beta1');
    expect(seen[0].object.apiVersion).toBe('test.spokeport.dev/v1');
    expect(
      store.get({ ...refOf(made), apiVersion: 'test.spokeport.dev/v1' }),
    ).toMatchObject({ apiVersion: 'test.spokeport.dev/v1' });
  });

  it('removes the objects of a CRD with it', () => {
    const held = store.create(
      widget('held', {
        metadata: {
          name: 'held',
          namespace: 'payments',
          finalizers: ['x.io/a'],
        },
      }),
    );
    store.create(widget('free'));
    store.delete(refOf(widgetCrd));
    expect(store.get(refOf(widget('free')))).toBeUndefined();
    const going = store.get(refOf(held))!;
    store.update({ ...going, metadata: { ...going.metadata, finalizers: [] } });
    expect(store.get(refOf(widgetCrd))).toBeUndefined();
    expect(refusal(() => store.list(refOf(widget('x')))).code).toBe(404);
  });

  it('refuses a CRD whose name is not its plural and group', () => {
    const crd = structuredClone(widgetCrd);
    crd.metadata.name = 'other.test.spokeport.dev';
    expect(refusal(() => store.create(crd)).message).toContain(
      'metadata.name: Invalid value: "other.test.spokeport.dev": must be spec.names.plural+"."+spec.group',
    );
  });
});

describe('DefaultHubStore: events', () => {
  const events = () => store.list({ apiVersion: 'v1', kind: 'Event' });

  it('counts the same event up, and forgets it an hour after it was last seen', () => {
    const object = store.create(widget('w'));
    const event = {
      object,
      type: 'Warning',
      reason: 'ComposeResources',
      message: 'cannot compose',
      component: 'test-controller',
    } as const;
    store.recordEvent(event);
    now += 30 * 60_000;
    store.recordEvent(event);
    store.recordEvent({ ...event, message: 'something else' });
    expect(events().map(item => item.count)).toEqual([2, 1]);
    expect(events()[0]).toMatchObject({
      metadata: { namespace: 'payments' },
      involvedObject: {
        kind: 'Widget',
        name: 'w',
        uid: object.metadata.uid,
        namespace: 'payments',
      },
      firstTimestamp: '2026-03-01T10:00:00Z',
      lastTimestamp: '2026-03-01T10:30:00Z',
      source: { component: 'test-controller' },
    });
    now += 60 * 60_000 + 1;
    store.expireEvents();
    expect(events()).toEqual([]);
    store.recordEvent(event);
    expect(events().map(item => item.count)).toEqual([1]);
  });
});

describe('DefaultHubStore: going back to a backup', () => {
  it('tells subscribers the differences and serves the types of then', () => {
    const kept = store.create(widget('kept'));
    const removed = store.create(widget('removed'));
    const backup = store.backup();
    store.update({ ...kept, spec: { size: 'large' } });
    store.delete(refOf(removed));
    store.create(widget('later'));
    const seen: string[] = [];
    store.subscribe(event =>
      seen.push(`${event.type} ${event.object.metadata.name}`),
    );
    store.restore(backup);
    expect(seen.sort()).toEqual([
      'ADDED removed',
      'DELETED later',
      'MODIFIED kept',
    ]);
    expect(store.get(refOf(kept))).toEqual(kept);
    expect(store.resourceVersion).toBe(backup.resourceVersion);
    store.delete(refOf(widgetCrd));
    store.restore(backup);
    expect(store.get(refOf(kept))).toEqual(kept);
  });
});
