import {
  renderSampleFiles,
  repoUrl,
} from '../../seed/__testUtils__/sampleFiles';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../store/types';
import { TestHub } from './__testUtils__/TestHub';

const CLAIM_FILE = 'tenants/payments/clusters/payments-prod.yaml';
const claimRef = {
  apiVersion: 'platform.spokeport.dev/v1alpha1',
  kind: 'TenantCluster',
  namespace: 'payments',
  name: 'payments-prod',
};
const secretRef = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: 'argocd',
  name: 'cluster-payments-prod',
};

const ready = (object: KubeObject | undefined) =>
  object?.status?.conditions?.some(
    (condition: any) =>
      condition.type === 'Ready' && condition.status === 'True',
  );
const good = (app: KubeObject | undefined) =>
  app?.status?.sync?.status === 'Synced' &&
  app?.status?.health?.status === 'Healthy';

jest.setTimeout(60_000);

describe('the whole chain on the platform repository', () => {
  let hub: TestHub;
  let files: Record<string, string>;

  beforeEach(async () => {
    hub = new TestHub();
    files = await renderSampleFiles();
    const { [CLAIM_FILE]: claim, ...rest } = files;
    if (!claim) throw new Error(`${CLAIM_FILE} is not rendered`);
    hub.commit(repoUrl, rest);
    hub.commit('https://github.com/acme/payments-deploy.git', {
      'bootstrap/settings.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n',
    });
    for (const name of ['argocd', 'crossplane-system', 'argo', 'argo-events']) {
      hub.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    const root = files['bootstrap/control-plane/hub.yaml'];
    hub.apply(...parseAllDocuments(root).map(document => document.toJS()));
  });

  afterEach(() => hub.close());

  const commitClaim = async () => {
    hub.start();
    await hub.until('the tenant to be synced', () =>
      good(hub.application('tenant-payments')),
    );
    await hub.until('the claim kind', () => hub.store.resourceType(claimRef));
    hub.commit(repoUrl, { [CLAIM_FILE]: files[CLAIM_FILE] });
    hub.push(repoUrl);
  };

  it('goes from a commit to add-ons that are Synced and Healthy on the spoke', async () => {
    await commitClaim();
    await hub.until('the claim', () => hub.get(claimRef));
    await hub.until('the claim to be Ready', () => ready(hub.get(claimRef)));
    await hub.until('the cluster secret', () => hub.get(secretRef));
    await hub.until('the handover to succeed', () =>
      hub.store
        .list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' })
        .find(({ status }) => status?.phase === 'Succeeded'),
    );
    await hub.until('the add-on', () =>
      good(hub.application('addon-ingress-nginx-payments-prod')),
    );
    await hub.until('the bootstrap application', () =>
      good(hub.application('bootstrap-payments-prod')),
    );
    expect(
      hub.store.list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' }),
    ).toHaveLength(1);
  });

  it('goes on after a restart in the middle, and hands over once', async () => {
    await commitClaim();
    await hub.until(
      'a managed cluster',
      () =>
        hub.store.list({
          apiVersion: 'eks.aws.upbound.io/v1beta2',
          kind: 'Cluster',
        }).length > 0,
    );
    await hub.stop();
    expect(ready(hub.get(claimRef))).toBeFalsy();
    hub.start();
    await hub.until('the cluster secret', () => hub.get(secretRef));
    await hub.stop();
    hub.start();
    await hub.until('the claim to be Ready', () => ready(hub.get(claimRef)));
    await hub.until('the add-on', () =>
      good(hub.application('addon-ingress-nginx-payments-prod')),
    );
    expect(
      hub.store
        .list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' })
        .filter(({ metadata }) => metadata.name.startsWith('handover-')),
    ).toHaveLength(1);
  });

  it('composes a v2 namespaced XR in its own namespace, without claim', async () => {
    hub.start();
    const storeRef = {
      apiVersion: 'platform.spokeport.dev/v1alpha1',
      kind: 'ObjectStore',
      namespace: 'payments',
      name: 'receipts',
    };
    await hub.until('its kind', () => hub.store.resourceType(storeRef));
    await hub.until('the tenant to be synced', () =>
      good(hub.application('tenant-payments')),
    );
    hub.apply({
      apiVersion: storeRef.apiVersion,
      kind: storeRef.kind,
      metadata: { name: 'receipts', namespace: 'payments' },
      spec: { region: 'eu-west-1' },
    });
    await hub.until('it to be Ready', () => ready(hub.get(storeRef)));
    const { spec, status } = hub.get(storeRef)!;
    expect(spec.crossplane).toMatchObject({
      compositionRef: { name: 'objectstores-aws' },
      compositionUpdatePolicy: 'Automatic',
    });
    const [bucket] = spec.crossplane.resourceRefs;
    expect(bucket).toEqual({
      apiVersion: 's3.aws.m.upbound.io/v1beta1',
      kind: 'Bucket',
      name: expect.stringMatching(/^receipts-[0-9a-f]{12}$/),
    });
    expect(status.bucketName).toBe(bucket.name);
  });

  it('takes an add-on away with its label, and brings it back', async () => {
    hub.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'cluster-edge',
        namespace: 'argocd',
        labels: {
          'argocd.argoproj.io/secret-type': 'cluster',
          environment: 'prod',
          tenant: 'payments',
          region: 'eu-west-1',
          'enable_metrics-server': 'true',
        },
      },
      stringData: {
        name: 'edge',
        server: 'https://edge.example.org',
        config: '{}',
      },
    });
    const secret = { ...secretRef, name: 'cluster-edge' };
    const label = (value: string) => {
      const found = JSON.parse(JSON.stringify(hub.get(secret)));
      found.metadata.labels['enable_metrics-server'] = value;
      hub.store.update(found);
    };
    hub.start();
    const app = await hub.until('the add-on', () => {
      const found = hub.application('addon-metrics-server-edge');
      return good(found) && found;
    });
    // prod overrides the version of the first generator: merged on the server.
    expect(app.spec.sources[1].targetRevision).toBe('3.12.2');
    expect(app.metadata.ownerReferences).toMatchObject([
      { kind: 'ApplicationSet', name: 'addon-metrics-server' },
    ]);
    label('false');
    await hub.until(
      'it to go',
      () => !hub.application('addon-metrics-server-edge'),
    );
    label('true');
    await hub.until('it to come back', () =>
      good(hub.application('addon-metrics-server-edge')),
    );
  });
});
