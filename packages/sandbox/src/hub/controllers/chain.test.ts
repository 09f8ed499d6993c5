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
});
