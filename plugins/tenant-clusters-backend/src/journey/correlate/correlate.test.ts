import { clusterWith } from '../__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
  compositeObject,
  entryOf,
  eventObject,
  READY,
  secretObject,
  SYNCED,
  workflowObject,
} from '../__testUtils__/objects';
import { Sample } from '../__testUtils__/Sample';
import { isSameRepository } from './repositories';
import { ownTrackingId, parseTrackingId } from './trackingId';

const done = { conditions: [SYNCED, READY] };
const provisioned = () => clusterWith([], { claim: done, composite: done });

const linksOf = (sample: Sample, name = 'prod') =>
  sample
    .view(name)
    .journey?.links.map(
      ({ type, name: linked, via }) => `${type} ${linked} by ${via}`,
    );

const stage = (sample: Sample, stageName: string, name = 'prod') =>
  sample
    .view(name)
    .journey?.stages.find(candidate => candidate.name === stageName);

describe('tracking ids', () => {
  it.each([
    {
      reason: 'an application in Argo CD’s own namespace',
      text: 'tenants:platform.example.org/TenantCluster:team-a/shop',
      id: {
        application: 'tenants',
        group: 'platform.example.org',
        kind: 'TenantCluster',
        namespace: 'team-a',
        name: 'shop',
      },
    },
    {
      reason: 'an application in any namespace',
      text: 'team-a_tenants:platform.example.org/TenantCluster:team-a/shop',
      id: {
        applicationNamespace: 'team-a',
        application: 'tenants',
        group: 'platform.example.org',
        kind: 'TenantCluster',
        namespace: 'team-a',
        name: 'shop',
      },
    },
    {
      reason: 'a core object without a group, cluster-scoped',
      text: 'tenants:/Namespace:/team-a',
      id: {
        application: 'tenants',
        group: '',
        kind: 'Namespace',
        namespace: '',
        name: 'team-a',
      },
    },
    {
      reason: 'label tracking writes a name only',
      text: 'tenants',
      id: undefined,
    },
    { reason: 'no name', text: 'a:b/c:d', id: undefined },
  ])('$reason', ({ text, id }) => {
    expect(parseTrackingId(text)).toEqual(id);
  });

  it('does not tie an XR to the application of the claim whose annotations it was given', () => {
    const sample = new Sample().load('claim-ready', 'xr-ready');
    const claim = sample.fleet.claims()[0];
    const [{ object: composite }] = sample.fleet.children(claim);
    expect(composite?.annotations).toMatchObject({
      'argocd.argoproj.io/tracking-id': expect.stringContaining('shop-7044'),
    });
    expect(ownTrackingId(claim)).toMatchObject({ application: 'tenants' });
    expect(composite && ownTrackingId(composite)).toBeUndefined();
  });
});

describe('claim → application', () => {
  const tracked = (id: string) =>
    clusterWith([], {
      claim: {
        metadata: {
          annotations: { 'argocd.argoproj.io/tracking-id': id },
        },
      },
    });
  const own =
    'tenant-payments:platform.spokeport.dev/TenantCluster:payments/prod';

  it('believes the tracking id and the list of resources together', () => {
    const { sample, claim } = tracked(own);
    sample.put(
      applicationObject('tenant-payments', {
        status: { resources: [entryOf(claim)] },
      }),
    );
    expect(linksOf(sample)).toEqual([
      'application tenant-payments by tracking-id and status.resources',
    ]);
  });

  it('says so when two applications list the claim and no tracking id tells', () => {
    const { sample, claim } = clusterWith([]);
    const status = { resources: [entryOf(claim)] };
    sample.put(
      applicationObject('one', { status }),
      applicationObject('other', { status }),
    );
    expect(linksOf(sample)).toEqual([
      'application one by status.resources (ambiguous)',
      'application other by status.resources (ambiguous)',
    ]);
  });

  it('does not believe a tracking id of another object', () => {
    const { sample } = tracked(own.replace('prod', 'stage'));
    sample.put(applicationObject('tenant-payments'));
    expect(linksOf(sample)).toEqual([]);
  });
});

describe('event → XR → claim', () => {
  it('goes by the owner', () => {
    const { sample, composite } = provisioned();
    sample.put(eventObject(composite));
    expect(linksOf(sample)).toEqual([
      'event cluster-event-prod-x1 by ownerReference',
    ]);
  });

  it('goes by uids in labels where there is no owner', () => {
    const { sample, composite } = provisioned();
    sample.put(
      eventObject(composite, {
        ownerReferences: undefined,
        labels: { 'spokeport.dev/composite-uid': composite.metadata.uid },
      }),
    );
    expect(linksOf(sample)).toEqual([
      'event cluster-event-prod-x1 by label spokeport.dev/composite-uid',
    ]);
  });

  it('does not go by a name that another cluster had', () => {
    const { sample, composite } = provisioned();
    sample.put(
      eventObject(composite, {
        ownerReferences: undefined,
        labels: {
          'spokeport.dev/name': 'prod',
          'crossplane.io/claim-name': 'prod',
          'crossplane.io/claim-namespace': 'payments',
          'crossplane.io/composite': 'prod-older',
        },
      }),
    );
    expect(linksOf(sample)).toEqual([]);
  });
});

describe('workflow → claim', () => {
  const bySensor = {
    labels: { 'events.argoproj.io/sensor': 'onboard' },
    parameters: { 'cluster-name': 'prod', 'claim-namespace': 'payments' },
    phase: 'Succeeded',
  };

  it('takes the newest of several runs', () => {
    const { sample, claim } = provisioned();
    const labels = { 'spokeport.dev/claim-uid': claim.metadata.uid };
    sample.put(
      workflowObject('first', {
        labels,
        phase: 'Failed',
        createdAt: '2026-11-21T10:02:00Z',
      }),
      workflowObject('second', {
        labels,
        phase: 'Succeeded',
        createdAt: '2026-11-21T10:03:00Z',
      }),
    );
    expect(stage(sample, 'connected')).toMatchObject({
      state: 'done',
      summary: { values: { workflow: 'second' } },
    });
  });

  it('goes by the event’s uid before the run is labelled with the claim’s', () => {
    const { sample, composite } = provisioned();
    const event = eventObject(composite);
    sample.put(
      event,
      workflowObject('run', {
        labels: { 'spokeport.dev/event-uid': event.metadata.uid },
        phase: 'Succeeded',
      }),
    );
    expect(stage(sample, 'connected')?.state).toBe('done');
  });

  it('never takes a run that is labelled for another claim', () => {
    const { sample, composite } = provisioned();
    sample.put(
      workflowObject('run', {
        labels: {
          'spokeport.dev/claim-uid': 'claim-other',
          'spokeport.dev/composite-uid': composite.metadata.uid,
        },
        phase: 'Succeeded',
      }),
    );
    expect(stage(sample, 'connected')?.state).toBe('active');
  });

  it('reads foreign runs by the Sensor’s parameters', () => {
    const { sample } = provisioned();
    sample.put(workflowObject('run', bySensor));
    expect(stage(sample, 'connected')?.state).toBe('done');
    expect(linksOf(sample)).toEqual([
      'workflow run by label events.argoproj.io/sensor and parameters',
    ]);
  });

  it.each([
    {
      reason: 'no Sensor started it',
      options: { ...bySensor, labels: {} },
    },
    {
      reason: 'it is for another namespace',
      options: {
        ...bySensor,
        parameters: { 'cluster-name': 'prod', 'claim-namespace': 'orders' },
      },
    },
    {
      reason: 'it is older than the claim: another cluster had that name',
      options: { ...bySensor, createdAt: '2026-11-20T10:00:00Z' },
    },
  ])('does not take a run where $reason', ({ options }) => {
    const { sample } = provisioned();
    sample.put(workflowObject('run', options));
    expect(stage(sample, 'connected')?.state).toBe('active');
  });

  it('reports a tie and takes none', () => {
    const { sample } = provisioned();
    sample.put(
      claimObject('prod', { uid: 'claim-rival', namespace: 'orders' }),
      workflowObject('run', {
        ...bySensor,
        parameters: { 'cluster-name': 'prod' },
      }),
    );
    expect(stage(sample, 'connected')).toMatchObject({
      state: 'unknown',
      summary: { id: 'stage.connected.ambiguous' },
    });
    expect(linksOf(sample)).toEqual([
      'workflow run by label events.argoproj.io/sensor and parameters (ambiguous)',
    ]);
  });

  it('runs the handover again for new content of the event', () => {
    const { sample, claim, composite } = provisioned();
    const hash = 'spokeport.dev/content-hash';
    sample.put(
      eventObject(composite, { labels: { [hash]: 'new' } }),
      workflowObject('run', {
        labels: {
          'spokeport.dev/claim-uid': claim.metadata.uid,
          [hash]: 'old',
        },
        phase: 'Succeeded',
      }),
    );
    expect(stage(sample, 'connected')).toMatchObject({
      state: 'active',
      summary: { id: 'stage.connected.outdated' },
    });
  });

  it('is done by registration when the run is gone', () => {
    const { sample, composite } = provisioned();
    sample.put(eventObject(composite), secretObject('prod'));
    expect(stage(sample, 'connected')).toMatchObject({
      state: 'done',
      summary: { id: 'stage.connected.done.registration' },
    });
  });

  it('does not take the run that undoes a handover for one', () => {
    const { sample, claim } = provisioned();
    sample.put(
      workflowObject('offboard-1', {
        labels: {
          'spokeport.dev/claim-uid': claim.metadata.uid,
          'spokeport.dev/stage': 'deregistered',
        },
        phase: 'Succeeded',
      }),
    );
    expect(stage(sample, 'connected')?.state).toBe('active');
  });

  it('knows a verification by its label', () => {
    const { sample, claim } = provisioned();
    sample.put(
      workflowObject('smoke', {
        labels: {
          'spokeport.dev/claim-uid': claim.metadata.uid,
          'spokeport.dev/stage': 'verified',
        },
      }),
    );
    expect(stage(sample, 'verified')?.state).toBe('active');
  });
});

describe('registration', () => {
  it('is another cluster’s when it is stamped with another uid', () => {
    const { sample } = provisioned();
    sample.put(
      secretObject('prod', {
        annotations: {
          'spokeport.dev/name': 'prod',
          'spokeport.dev/claim-uid': 'claim-before',
        },
      }),
    );
    expect(stage(sample, 'connected')?.state).toBe('active');
  });

  it('is found without a stamp when an application delivers to that name', () => {
    const { sample } = provisioned();
    sample.put(
      secretObject('prod', { annotations: {} }),
      applicationObject('metrics', { spec: { destination: { name: 'prod' } } }),
    );
    expect(stage(sample, 'connected')?.state).toBe('done');
  });

  it('is not guessed from a name alone', () => {
    const { sample } = provisioned();
    sample.put(secretObject('prod', { annotations: {} }));
    expect(stage(sample, 'connected')?.state).toBe('active');
  });
});

describe('repositories', () => {
  const same = (cloneUrl: string) =>
    isSameRepository({
      cloneUrl,
      repository: 'acme/platform',
      pageUrl: 'https://github.com/acme/platform/pull/1',
    });

  it.each([
    ['https', 'https://github.com/acme/platform.git', true],
    ['ssh', 'git@github.com:acme/platform.git', true],
    ['ssh with a scheme', 'ssh://git@github.com/acme/platform', true],
    ['capitals', 'https://GitHub.com/Acme/Platform/', true],
    ['another host', 'https://gitlab.com/acme/platform.git', false],
    ['another owner', 'https://github.com/acme2/platform.git', false],
    ['no URL at all', 'platform', false],
  ])('%s', (_reason, cloneUrl, expected) => {
    expect(same(cloneUrl)).toBe(expected);
  });
});

describe('resources', () => {
  it('survives cycles and references to nothing', () => {
    const inner = compositeObject('inner', [], { kind: 'XNetwork' });
    const { sample, composite } = clusterWith([inner]);
    sample.put(
      compositeObject('inner', [composite, claimObject('ghost')], {
        kind: 'XNetwork',
      }),
    );
    const { resources } = sample.view('prod');
    expect(
      resources.map(({ name, depth, state }) => `${depth} ${name} ${state}`),
    ).toEqual([
      '0 prod waiting',
      '1 prod-x1 waiting',
      '2 inner waiting',
      '3 ghost missing',
    ]);
  });
});
