import { TestHub } from '../__testUtils__/TestHub';
import type { KubeObject } from '../../store/types';

const GROUP = 'platform.example.org';
const REQUESTED = 'crossplane.io/reconcile-requested-at';
const ASKED = '2026-11-21T10:00:00Z';

function definition(kind: string, status: object): KubeObject {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'CompositeResourceDefinition',
    metadata: { name: `x${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: { kind: `X${kind}`, plural: `x${plural}` },
      claimNames: { kind, plural },
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          referenceable: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: { type: 'object' },
                status: { type: 'object', properties: status },
              },
            },
          },
        },
      ],
    },
  };
}

describe('"reconcile now"', () => {
  let hub: TestHub;

  beforeEach(() => {
    hub = new TestHub();
    hub.start();
    hub.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'payments' },
    });
  });

  afterEach(() => hub.close());

  const claimRef = (kind: string) => ({
    apiVersion: `${GROUP}/v1alpha1`,
    kind,
    namespace: 'payments',
    name: 'prod',
  });

  /** Creates a claim of a kind, waits for its XR, and asks on the claim. */
  async function ask(kind: string, status: object) {
    hub.apply(definition(kind, status));
    const ref = claimRef(kind);
    await hub.until('the kind', () => hub.store.resourceType(ref));
    const { apiVersion, namespace, name } = ref;
    const claim = { apiVersion, kind, metadata: { namespace, name } };
    hub.apply({ ...claim, spec: {} });
    const xr = await hub.until('the XR', () => {
      const found = hub.get(ref)?.spec?.resourceRef;
      return found && hub.get(found) && found;
    });
    const annotations = { [REQUESTED]: ASKED };
    hub.apply({ ...claim, metadata: { namespace, name, annotations } });
    return { ref, xr };
  }

  it('is answered on the XR, and the answer comes back to the claim, where the XRD declares it', async () => {
    const { ref, xr } = await ask('Cluster', {
      lastHandledReconcileAt: { type: 'string' },
    });
    await hub.until(
      'the answer on the claim',
      () => hub.get(ref)?.status?.lastHandledReconcileAt === ASKED,
    );
    expect(hub.get(xr)?.status?.lastHandledReconcileAt).toBe(ASKED);
  });

  it('is heard and the answer lost where the XRD does not declare it', async () => {
    const silent = await ask('Bucket', { arn: { type: 'string' } });
    // Once this is answered, that was heard before.
    const { ref } = await ask('Cluster', {
      lastHandledReconcileAt: { type: 'string' },
    });
    await hub.until(
      'the answer',
      () => hub.get(ref)?.status?.lastHandledReconcileAt === ASKED,
    );
    expect(hub.get(silent.xr)?.metadata.annotations).toMatchObject({
      [REQUESTED]: ASKED,
    });
    expect(hub.get(silent.xr)?.status).not.toHaveProperty(
      'lastHandledReconcileAt',
    );
    expect(hub.get(silent.ref)?.status).not.toHaveProperty(
      'lastHandledReconcileAt',
    );
  });
});
