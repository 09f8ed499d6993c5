import { claimObject, secretObject } from './__testUtils__/objects';
import { mergedRequestFor, requestFor } from './__testUtils__/requestFor';
import { Sample } from './__testUtils__/Sample';
import { listAllSubjects, listSubjects } from './listSubjects';

const names = (sample: Sample) =>
  listSubjects(sample.input).map(({ kind, namespace, name }) =>
    [kind.split('.')[0], namespace, name].join('/'),
  );

describe('listSubjects', () => {
  it('lists claims, requests that are not there yet and registered spokes', () => {
    const sample = new Sample().put(
      claimObject('prod'),
      secretObject('prod'),
      secretObject('legacy', {
        annotations: { 'spokeport.dev/name': 'legacy-eu' },
      }),
    );
    sample.requests.set(
      requestFor('next', { request: { number: 2 } }),
      mergedRequestFor('prod', { request: { number: 1 } }),
    );
    expect(names(sample)).toEqual([
      'TenantCluster/payments/prod',
      'TenantCluster/payments/next',
      'registered/argocd/legacy-eu',
    ]);
  });

  const hubItself: {
    reason: string;
    secret: Parameters<typeof secretObject>[1];
  }[] = [
    {
      reason: 'the name of the hub itself',
      secret: { annotations: { 'spokeport.dev/name': 'in-cluster' } },
    },
    {
      reason: 'the address of the hub itself',
      secret: {
        annotations: {
          'spokeport.dev/server': 'https://kubernetes.default.svc',
        },
      },
    },
    {
      reason: 'the label of a control plane',
      secret: { annotations: {}, labels: { fleet_member: 'control-plane' } },
    },
  ];

  it.each(hubItself)(
    'does not list a registration with $reason',
    ({ secret }) => {
      expect(names(new Sample().put(secretObject('hub', secret)))).toEqual([]);
    },
  );

  it.each([
    { reason: 'open', request: requestFor('next'), listed: true },
    {
      reason: 'merged and not applied',
      request: mergedRequestFor('next'),
      listed: true,
    },
    {
      reason: 'closed',
      request: requestFor('next', { request: { state: 'closed' } }),
      listed: false,
    },
    {
      reason: 'a change of a claim that is not there',
      request: requestFor('next', { change: { change: 'change' } }),
      listed: false,
    },
  ])('a request that is $reason: listed $listed', ({ request, listed }) => {
    const sample = new Sample();
    sample.requests.set(request);
    expect(names(sample)).toHaveLength(listed ? 1 : 0);
  });

  it('does not list again what was merged, removed by a later request and is gone', () => {
    const sample = new Sample();
    sample.requests.set(
      mergedRequestFor('next', {
        request: { number: 2, mergedAt: '2026-11-21T10:02:00Z' },
        change: { change: 'remove' },
      }),
      mergedRequestFor('next', { request: { number: 1 } }),
    );
    expect(names(sample)).toEqual([]);
  });

  it('lists one subject for a claim that several requests ask for', () => {
    const sample = new Sample();
    sample.requests.set(
      requestFor('next', { request: { number: 2 } }),
      requestFor('next'),
    );
    expect(names(sample)).toEqual(['TenantCluster/payments/next']);
  });

  it('takes a requested kind for what the configuration says it is', () => {
    const sample = new Sample();
    sample.settings = { ...sample.settings, isClusterKind: () => false };
    sample.requests.set(
      requestFor('store', { change: { kind: 'ObjectStore' } }),
    );
    expect(names(sample)).toEqual([]);
    expect(listAllSubjects(sample.input)).toMatchObject([
      { name: 'store', infrastructure: true },
    ]);
  });

  it('lists no registrations of a hub whose claims are not known yet', () => {
    const sample = new Sample()
      .put(secretObject('prod'))
      .hub({ state: 'connecting' });
    expect(names(sample)).toEqual([]);
  });
});
