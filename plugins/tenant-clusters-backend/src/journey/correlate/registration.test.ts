import { clusterWith } from '../__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
  READY,
  secretObject,
  SYNCED,
} from '../__testUtils__/objects';
import type { WireObject } from '../__testUtils__/Sample';
import { computeCluster } from '../computeCluster';
import { listSubjects } from '../listSubjects';

const done = { conditions: [SYNCED, READY] };
const provisioned = () => clusterWith([], { claim: done, composite: done });

const inNamespace = (object: WireObject, namespace: string): WireObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    namespace,
    uid: `${object.metadata.uid}-${namespace}`,
  },
});

describe('several Argo CDs on one hub', () => {
  const app = (name: string, destination: Record<string, string>) =>
    applicationObject(name, { spec: { destination } });

  it('takes the registrations in all of them for one cluster’s', () => {
    const { sample } = provisioned();
    sample.put(
      secretObject('prod'),
      inNamespace(secretObject('prod'), 'argocd-tenants'),
    );
    const { journey } = sample.view('prod');
    expect(
      journey?.links
        .filter(({ type }) => type === 'registration')
        .map(({ namespace }) => namespace),
    ).toEqual(['argocd', 'argocd-tenants']);
    expect(sample.views()).toHaveLength(1);
  });

  it('reads a name as the Argo CD of the application does, and an address as everybody does', () => {
    const { sample } = provisioned();
    const namesake = inNamespace(
      secretObject('prod', {
        annotations: {
          'spokeport.dev/name': 'prod',
          'spokeport.dev/server': 'https://other.example.org',
          'spokeport.dev/claim-uid': 'claim-of-another-hub',
        },
      }),
      'argocd-tenants',
    );
    sample.put(
      secretObject('prod'),
      namesake,
      app('by-name', { name: 'prod' }),
      inNamespace(app('by-name-elsewhere', { name: 'prod' }), 'argocd-tenants'),
      inNamespace(
        app('by-address-elsewhere', { server: 'https://prod.example.org' }),
        'argocd-tenants',
      ),
      // In a namespace of no Argo CD it may belong to any of them.
      inNamespace(app('in-any-namespace', { name: 'prod' }), 'payments'),
    );
    expect(
      sample
        .view('prod')
        .applications.filter(({ exists }) => exists)
        .map(({ name }) => name),
    ).toEqual(['by-address-elsewhere', 'by-name', 'in-any-namespace']);
  });

  it('never takes in-cluster for a spoke: it is the hub of whoever says it', () => {
    const { sample } = provisioned();
    sample.put(
      secretObject('prod'),
      secretObject('in-cluster', {
        annotations: {
          'spokeport.dev/name': 'in-cluster',
          'spokeport.dev/server': 'https://kubernetes.default.svc',
        },
      }),
      app('of-the-hub', { name: 'in-cluster' }),
      app('of-the-hub-too', { server: 'https://kubernetes.default.svc' }),
    );
    expect(
      sample.view('prod').applications.filter(({ exists }) => exists),
    ).toEqual([]);
    expect(sample.views()).toHaveLength(1);
  });
});

describe('a spoke that moves to another hub', () => {
  it('is shown on both, and each says so', () => {
    const { sample } = provisioned();
    sample.put(secretObject('prod'));
    const { fleet } = sample;
    fleet.setHub({
      ...fleet.hub('hub-eu')!,
      name: 'hub-us',
      title: 'Hub America',
    });
    const onOther = (object: WireObject) =>
      Object.assign(sample.project(object), { hub: 'hub-us' });
    fleet.put(
      onOther(
        claimObject('prod', {
          uid: 'claim-moved',
          conditions: [SYNCED, READY],
        }),
      ),
    );
    fleet.put(
      onOther(
        secretObject('prod', {
          annotations: {
            'spokeport.dev/name': 'prod',
            'spokeport.dev/server': 'https://prod.example.org/',
            'spokeport.dev/claim-uid': 'claim-moved',
          },
        }),
      ),
    );
    const links = listSubjects(sample.input).map(subject => {
      const { journey } = computeCluster(subject, sample.input);
      return `${subject.hub}: ${journey?.links.at(-1)?.via}`;
    });
    expect(links).toEqual([
      'hub-eu: the same spoke, registered on Hub America too',
      'hub-us: the same spoke, registered on Hub Europe too',
    ]);
  });
});
