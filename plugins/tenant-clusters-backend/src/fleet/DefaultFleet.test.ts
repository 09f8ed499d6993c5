import { recorded } from '../projections/__testUtils__/recorded';
import {
  DEFAULT_CLAIM_FIELDS,
  ProjectedObject,
  projectObject,
  ProjectionPlan,
} from '../projections';
import { unpack } from './packed/ObjectPacker';
import { DefaultFleet } from './DefaultFleet';
import type { FleetChange, HubState } from './types';

const MEANING = { cluster: true, fields: DEFAULT_CLAIM_FIELDS };

function project(
  object: Record<string, any>,
  plan: ProjectionPlan,
  hub = 'hub-eu',
): ProjectedObject {
  return projectObject({
    type: { hub, apiVersion: object.apiVersion, kind: object.kind },
    plan,
    object,
  })!;
}

const fromRecording = (name: string, plan: ProjectionPlan, hub?: string) =>
  project(recorded(name), plan, hub);

const CLAIM: ProjectionPlan = { role: 'claim', ...MEANING };
const XR: ProjectionPlan = { role: 'xr', ...MEANING };

let fleet: DefaultFleet;
let changes: FleetChange[];

beforeEach(() => {
  fleet = new DefaultFleet();
  changes = [];
  fleet.subscribe(change => changes.push(change));
});

/** Objects of the fleet with their values in plain sight. */
const plain = (objects: (ProjectedObject | undefined)[]) =>
  objects.map(object => object && unpack(object));

const types = () => changes.map(({ type }) => type);

describe('changes', () => {
  it('guarantee 13: tells only what means something', () => {
    const object = recorded('application-with-claim');
    fleet.put(project(object, { role: 'application' }));
    object.metadata.resourceVersion = '5000';
    object.status.reconciledAt = '2027-01-01T00:00:00Z';
    fleet.put(project(object, { role: 'application' }));
    expect(types()).toEqual(['put']);
    object.status.sync.status = 'OutOfSync';
    fleet.put(project(object, { role: 'application' }));
    expect(types()).toEqual(['put', 'put']);
    expect(changes[1]).toMatchObject({
      object: { sync: { status: 'OutOfSync' } },
      previous: { sync: { status: 'Synced' } },
    });
    fleet.delete('hub-eu', object.metadata.uid);
    fleet.delete('hub-eu', object.metadata.uid);
    expect(types()).toEqual(['put', 'put', 'delete']);
  });

  it('goes on when a listener throws, and stops calling one that left', () => {
    const errors: unknown[] = [];
    const heard: string[] = [];
    fleet = new DefaultFleet({ onListenerError: error => errors.push(error) });
    fleet.subscribe(() => {
      throw new Error('not today');
    });
    const leave = fleet.subscribe(({ type }) => heard.push(type));
    fleet.put(fromRecording('claim-ready', CLAIM));
    leave();
    fleet.put(fromRecording('xr-ready', XR));
    expect(errors).toHaveLength(2);
    expect(heard).toEqual(['put']);
  });

  it('tells of a hub when its state changes, not each time it is heard', () => {
    const state: HubState = {
      name: 'hub-eu',
      title: 'Hub Europe',
      state: 'live',
      heardAt: '2026-11-21T10:00:00Z',
      epoch: 1,
      kinds: [{ group: 'a', kind: 'A', state: 'live', objects: 1 }],
    };
    fleet.setHub(state);
    fleet.setHub({
      ...state,
      heardAt: '2026-11-21T10:01:00Z',
      kinds: [{ ...state.kinds[0], objects: 2 }],
    });
    expect(types()).toEqual(['hub']);
    expect(fleet.hub('hub-eu')?.heardAt).toBe('2026-11-21T10:01:00Z');
    fleet.setHub({ ...state, epoch: 2 });
    fleet.setHub({ ...state, epoch: 2, kinds: [] });
    expect(types()).toEqual(['hub', 'hub', 'hub']);
  });
});

describe('claims and what they are made of', () => {
  it('walks from the claim to the XR to its resources', () => {
    const claim = fromRecording('claim-ready', CLAIM);
    const xr = fromRecording('xr-ready', XR);
    const network = fromRecording('xnetwork-ready', XR);
    const event = fromRecording('event-configmap', { role: 'cluster-event' });
    [claim, xr, network, event].forEach(object => fleet.put(object));

    expect(fleet.claims()).toEqual([claim]);
    expect(fleet.claims('hub-us')).toEqual([]);
    expect(fleet.claimsAt('hub-eu', 'team-a', 'shop-7044')).toEqual([claim]);
    expect(plain(fleet.children(claim).map(({ object }) => object))).toEqual([
      xr,
    ]);
    expect(
      fleet
        .children(xr)
        .map(({ reference, object }) => [reference.kind, object?.uid]),
    ).toEqual([
      ['ClusterNopResource', undefined],
      ['XNetwork', network.uid],
      ['ConfigMap', event.uid],
    ]);
    expect(plain(fleet.ownedBy('hub-eu', xr.uid))).toEqual([network, event]);
    expect(plain(fleet.clusterEvents('hub-eu'))).toEqual([event]);
  });

  it('finds what a namespaced XR composed, in its namespace or in none', () => {
    const xr = fromRecording('v2-xr-ready', XR);
    const managed = recorded('v2-managed-ready');
    fleet.put(xr);
    fleet.put(project(managed, { role: 'managed' }));
    expect(fleet.children(xr)[0]).toMatchObject({
      reference: { namespace: 'team-a' },
      object: { uid: managed.metadata.uid },
    });
    fleet.delete('hub-eu', managed.metadata.uid);
    delete managed.metadata.namespace;
    fleet.put(project(managed, { role: 'managed' }));
    expect(fleet.children(xr)[0].object?.uid).toBe(managed.metadata.uid);
  });

  it('finds the claims of a tenant, and what an XR composed, until they change', () => {
    const object = recorded('claim-ready');
    const xr = recorded('xr-ready');
    const network = recorded('xnetwork-ready');
    fleet.put(project(object, CLAIM));
    fleet.put(project(xr, XR));
    fleet.put(project(network, XR));
    const tenant = fleet.claims()[0].fields.tenant!;
    const names = (objects: ProjectedObject[]) =>
      objects.map(({ name }) => name);
    expect(names(fleet.claimsOf('hub-eu', tenant))).toEqual(['shop-7044']);
    expect(names(fleet.composedBy('hub-eu', xr.metadata.name))).toEqual([
      network.metadata.name,
    ]);
    object.metadata.labels = {
      ...object.metadata.labels,
      'spokeport.dev/tenant': 'another',
    };
    fleet.put(project(object, CLAIM));
    expect(fleet.claimsOf('hub-eu', tenant)).toEqual([]);
    expect(names(fleet.claimsOf('hub-eu', 'another'))).toEqual(['shop-7044']);
    fleet.delete('hub-eu', network.metadata.uid);
    expect(fleet.composedBy('hub-eu', xr.metadata.name)).toEqual([]);
  });

  it('forgets a hub that is removed, saying of no object that it was deleted', () => {
    fleet.put(fromRecording('claim-ready', CLAIM, 'hub-eu'));
    fleet.put(fromRecording('claim-ready', CLAIM, 'hub-us'));
    fleet.setHub({
      name: 'hub-us',
      title: 'US',
      state: 'live',
      epoch: 1,
      kinds: [],
    });
    fleet.removeHub('hub-us');
    fleet.removeHub('hub-none');
    expect(types()).toEqual(['put', 'put', 'hub', 'hub']);
    expect(fleet.claims().map(({ hub }) => hub)).toEqual(['hub-eu']);
    expect(fleet.hubs()).toEqual([]);
  });

  it.each([
    { reason: 'core', apiVersion: 'v1', found: true },
    { reason: 'another group', apiVersion: 'example.org/v1', found: false },
    { reason: 'a group without a version', apiVersion: 'v1/v1', found: false },
  ])('takes $apiVersion for $reason', ({ apiVersion, found }) => {
    const event = fromRecording('event-configmap', { role: 'cluster-event' });
    fleet.put(event);
    const { kind, namespace, name } = event;
    expect(
      fleet.byReference('hub-eu', { apiVersion, kind, namespace, name })
        ?.uid === event.uid,
    ).toBe(found);
  });

  it('looks past the version of a reference', () => {
    const xr = fromRecording('xr-ready', XR);
    fleet.put(xr);
    expect(
      fleet.byReference('hub-eu', {
        apiVersion: 'platform.example.org/v1beta7',
        kind: 'XTenantCluster',
        name: xr.name,
      })?.uid,
    ).toBe(xr.uid);
  });

  it('keeps hubs apart', () => {
    fleet.put(fromRecording('claim-ready', CLAIM, 'hub-eu'));
    fleet.put(fromRecording('claim-ready', CLAIM, 'hub-us'));
    const { uid } = fleet.claims('hub-eu')[0];
    expect(fleet.claims()).toHaveLength(2);
    fleet.delete('hub-us', uid);
    expect(fleet.byUid('hub-eu', uid)).toBeDefined();
    expect(fleet.byUid('hub-us', uid)).toBeUndefined();
  });

  it('is not confused when a name is taken again before its old object is reported gone', () => {
    const object = recorded('claim-ready');
    const first = project(object, CLAIM);
    object.metadata.uid = 'another';
    const second = project(object, CLAIM);
    fleet.put(first);
    fleet.put(second);
    expect(fleet.claimsAt('hub-eu', 'team-a', 'shop-7044')).toEqual([
      first,
      second,
    ]);
    fleet.delete('hub-eu', first.uid);
    expect(fleet.claimsAt('hub-eu', 'team-a', 'shop-7044')).toEqual([second]);
    expect(
      fleet.byReference('hub-eu', {
        apiVersion: second.apiVersion,
        kind: second.kind,
        namespace: second.namespace,
        name: second.name,
      }),
    ).toBe(second);
  });
});

describe('applications and workflows', () => {
  const claim = {
    apiVersion: 'platform.example.org/v1alpha1',
    kind: 'TenantCluster',
    namespace: 'team-a',
    name: 'shop-7044',
  };

  it('finds the application that tracks a claim, until it no longer does', () => {
    const object = recorded('application-with-claim');
    fleet.put(project(object, { role: 'application' }));
    expect(fleet.applicationsTracking('hub-eu', claim)).toHaveLength(1);
    object.status.resources = [];
    fleet.put(project(object, { role: 'application' }));
    // Its last operation still names the claim.
    expect(fleet.applicationsTracking('hub-eu', claim)).toHaveLength(1);
    delete object.status.operationState;
    fleet.put(project(object, { role: 'application' }));
    expect(fleet.applicationsTracking('hub-eu', claim)).toEqual([]);
    expect(fleet.applications('hub-eu')).toHaveLength(1);
  });

  it('finds applications by the name or the server of their destination', () => {
    const byName = fromRecording('application-helm-spoke', {
      role: 'application',
    });
    const byServer = fromRecording('application-failed', {
      role: 'application',
    });
    fleet.put(byName);
    fleet.put(byServer);
    expect(
      plain(
        fleet.applicationsTo('hub-eu', {
          name: 'spoke-1',
          server: 'https://kubernetes.default.svc/',
        }),
      ),
    ).toEqual([byName, byServer]);
    expect(fleet.applicationsTo('hub-eu', { name: 'spoke-2' })).toEqual([]);
    fleet.delete('hub-eu', byName.uid);
    expect(fleet.applicationsTo('hub-eu', { name: 'spoke-1' })).toEqual([]);
  });

  it('finds the applications of a name', () => {
    const object = recorded('application-failed');
    const { name } = object.metadata;
    fleet.put(project(object, { role: 'application' }));
    const elsewhere = structuredClone(object);
    elsewhere.metadata.uid = 'another';
    elsewhere.metadata.namespace = 'elsewhere';
    fleet.put(project(elsewhere, { role: 'application' }));
    expect(fleet.applicationsNamed('hub-eu', name)).toHaveLength(2);
    fleet.delete('hub-eu', 'another');
    expect(
      fleet.applicationsNamed('hub-eu', name).map(({ uid }) => uid),
    ).toEqual([object.metadata.uid]);
    expect(fleet.applicationsNamed('hub-eu', 'another')).toEqual([]);
    expect(fleet.applicationsNamed('hub-us', name)).toEqual([]);
  });

  it('finds the applications of a project', () => {
    const object = recorded('application-failed');
    fleet.put(project(object, { role: 'application' }));
    const { project: name } = object.spec;
    expect(fleet.applicationsOf('hub-eu', name)).toHaveLength(1);
    object.spec.project = 'another';
    fleet.put(project(object, { role: 'application' }));
    expect(fleet.applicationsOf('hub-eu', name)).toEqual([]);
    expect(fleet.applicationsOf('hub-eu', 'another')).toHaveLength(1);
  });

  it.each([
    { reason: 'a label of ours', label: 'spokeport.dev/claim-uid' },
    { reason: 'any other label', label: 'events.argoproj.io/sensor' },
  ])('finds workflows by $reason', ({ label }) => {
    const object = recorded('sensor-workflow-succeeded');
    object.metadata.labels[label] = 'wanted';
    const workflow = project(object, { role: 'workflow' });
    fleet.put(workflow);
    fleet.put(fromRecording('workflow-failed', { role: 'workflow' }));
    expect(plain(fleet.workflowsLabelled('hub-eu', label, 'wanted'))).toEqual([
      workflow,
    ]);
    expect(fleet.workflowsLabelled('hub-eu', label, 'other')).toEqual([]);
    expect(fleet.workflows('hub-eu')).toHaveLength(2);
  });
});

describe('an object that is another version of itself', () => {
  const COMPOSITE = 'crossplane.io/composite';
  const MANAGED: ProjectionPlan = { role: 'managed' };
  type Edit = (object: ReturnType<typeof recorded>) => void;
  const managed = (edit: Edit) => {
    const object = recorded('managed-ready');
    object.metadata.labels[COMPOSITE] = 'xr-1';
    object.metadata.ownerReferences = [
      { apiVersion: 'a/v1', kind: 'X', name: 'x', uid: 'x', controller: true },
    ];
    edit(object);
    return project(object, MANAGED);
  };
  const application = (edit: Edit) => {
    const object = recorded('application-with-claim');
    edit(object);
    return project(object, { role: 'application' });
  };

  it.each([
    {
      reason: 'nothing that it is found by moved',
      before: managed(() => {}),
      after: managed(object => {
        object.status.conditions[0].status = 'Unknown';
      }),
    },
    {
      reason: 'it has another owner, and another XR',
      before: managed(() => {}),
      after: managed(object => {
        object.metadata.ownerReferences[0].uid = 'y';
        object.metadata.labels[COMPOSITE] = 'xr-2';
      }),
    },
    {
      reason: 'it lost its owner',
      before: managed(() => {}),
      after: managed(object => {
        delete object.metadata.ownerReferences;
      }),
    },
    {
      reason: 'an application is out of sync',
      before: application(() => {}),
      after: application(object => {
        object.status.sync.status = 'OutOfSync';
      }),
    },
    {
      reason: 'an application delivers elsewhere, for another project',
      before: application(() => {}),
      after: application(object => {
        object.spec.project = 'other';
        object.spec.destination = { name: 'elsewhere', namespace: 'a' };
        object.status.resources = [];
      }),
    },
  ])('is found as if it had always been so: $reason', ({ before, after }) => {
    const { uid, name, hub } = after;
    const others = [1, 2].map(other => ({
      ...before,
      uid: `${uid}-${other}`,
      name: `${name}-${other}`,
    }));
    const found = (read: DefaultFleet) =>
      [
        ...['x', 'y'].map(owner => read.ownedBy(hub, owner)),
        ...['xr-1', 'xr-2'].map(xr => read.composedBy(hub, xr)),
        ...['default', 'other', 'tenants'].map(of =>
          read.applicationsOf(hub, of),
        ),
        read.applicationsNamed(hub, name),
        ...[before, after].flatMap(object =>
          object.role === 'application'
            ? [
                read.applicationsTo(hub, object.destination),
                ...object.resources.map(({ group, ...resource }) =>
                  read.applicationsTracking(hub, {
                    ...resource,
                    apiVersion: `${group}/v1`,
                  }),
                ),
              ]
            : [],
        ),
        [read.byUid(hub, uid)],
      ].map(objects =>
        plain(objects).sort((one, other) => (one!.uid < other!.uid ? -1 : 1)),
      );
    const anew = new DefaultFleet();
    [...others, after].forEach(object => anew.put(object));
    [before, ...others, after].forEach(object => fleet.put(object));
    expect(found(fleet)).toEqual(found(anew));
    expect(found(anew).flat().length).toBeGreaterThan(1);
  });
});

describe('warning events', () => {
  const xr = recorded('xr-ready');
  const warning = (name: string, message = 'denied', lastSeen = '10:00:00Z') =>
    project(
      {
        apiVersion: 'v1',
        kind: 'Event',
        type: 'Warning',
        metadata: { uid: `uid-${name}`, name, namespace: 'default' },
        involvedObject: {
          apiVersion: xr.apiVersion,
          kind: xr.kind,
          name: xr.metadata.name,
          uid: xr.metadata.uid,
        },
        reason: 'ComposeResources',
        message,
        lastTimestamp: `2026-11-21T${lastSeen}`,
      },
      { role: 'warning-event' },
    );
  const messages = () =>
    fleet.warnings('hub-eu', xr.metadata.uid).map(({ message }) => message);

  it('stay after they expire, as long as their object is there', () => {
    fleet.put(project(xr, XR));
    fleet.put(warning('a'));
    fleet.delete('hub-eu', 'uid-a');
    expect(messages()).toEqual(['denied']);
    expect(types()).toEqual(['put', 'put']);
    fleet.delete('hub-eu', xr.metadata.uid);
    expect(messages()).toEqual([]);
    expect(types()).toEqual(['put', 'put', 'delete', 'delete']);
    expect(fleet.byUid('hub-eu', 'uid-a')).toBeUndefined();
  });

  it('go when they expire, if nobody knows their object', () => {
    fleet.put(warning('a'));
    expect(messages()).toEqual(['denied']);
    fleet.delete('hub-eu', 'uid-a');
    expect(messages()).toEqual([]);
  });

  it('come latest first, and an expired one gives way to one that says the same', () => {
    fleet.put(project(xr, XR));
    fleet.put(warning('a', 'denied', '10:00:00Z'));
    fleet.put(warning('b', 'denied', '10:05:00Z'));
    fleet.put(warning('c', 'quota', '10:02:00Z'));
    expect(messages()).toEqual(['denied', 'quota', 'denied']);
    ['a', 'b', 'c'].forEach(name => fleet.delete('hub-eu', `uid-${name}`));
    expect(messages()).toEqual(['denied', 'quota']);
  });

  it('are bounded once they have expired', () => {
    fleet.put(project(xr, XR));
    for (let index = 0; index < 100; index++) {
      fleet.put(warning(`e${index}`, `message ${index}`));
      fleet.delete('hub-eu', `uid-e${index}`);
    }
    expect(messages().length).toBeLessThanOrEqual(20);
  });
});
