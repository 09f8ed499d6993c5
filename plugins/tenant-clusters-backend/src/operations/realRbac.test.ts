import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  realApiServerBinaries,
  startRealApiServer,
  type RealApiServer,
} from 'sandbox';
import { Agent, request } from 'undici';
import { parseAllDocuments } from 'yaml';
import { DefaultFleet } from '../fleet';
import { FAST_TIMINGS } from '../hubs/__testUtils__/fastTimings';
import { crd } from '../hubs/__testUtils__/startSimulatedHub';
import { describeUnless } from '../__testUtils__/describeUnless';
import { until } from '../__testUtils__/until';
import { HubWatcher } from '../hubs/HubWatcher';
import { FIXED_KINDS } from '../hubs/kinds/fixedKinds';
import { isBuiltInGroup } from '../projections';
import type { OperationName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../projections/types';
import { KubernetesClient } from './connection/KubernetesClient';
import { operationOf } from './kinds/operationsOf';

/*
 * The two roles of docs/rbac on a real API server with RBAC: the tracker and each operation run with exactly their accounts.
 * Runs where SPOKEPORT_HUB_BIN names a folder with etcd and kube-apiserver.
 */
jest.setTimeout(120_000);

const binaries = realApiServerBinaries();
const roles = (name: string) =>
  parseAllDocuments(
    readFileSync(join(__dirname, '../../../../docs/rbac', name), 'utf8'),
  ).map(document => document.toJS());

/** The roles that `./portal doctor --roles` prints for what a hub serves. The scripts are no package that could be imported. */
function rolesOfKinds(
  served: object[],
): { kind: string; metadata: { name: string } }[] {
  const script = join(__dirname, '../../../../scripts/lib/rolesOfKinds.ts');
  const text = execFileSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      `const { rolesOfKinds } = await import(${JSON.stringify(script)});
       console.log(JSON.stringify(rolesOfKinds(JSON.parse(process.argv[1]))))`,
      JSON.stringify(served),
    ],
    { encoding: 'utf8' },
  );
  return JSON.parse(text);
}

const VERSIONS: Record<string, string> = {
  'argoproj.io': 'v1alpha1',
  'apiextensions.crossplane.io': 'v1',
};
const GROUP = 'platform.spokeport.dev';
const pluralOf = (kind: string) =>
  `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');

/** Of every kind that is watched, and of a claim, a composite and a managed resource. */
const crds = [
  ...FIXED_KINDS.filter(({ group }) => !isBuiltInGroup(group)).map(
    ({ group, kind }) =>
      crd({
        group,
        kind,
        plural: pluralOf(kind),
        scope: [
          'Application',
          'ApplicationSet',
          'AppProject',
          'Workflow',
          'EventSource',
          'Sensor',
          'Kustomization',
          'HelmRelease',
          'GitRepository',
        ].includes(kind)
          ? 'Namespaced'
          : 'Cluster',
      }),
  ),
  crd({
    group: GROUP,
    kind: 'TenantCluster',
    plural: 'tenantclusters',
    scope: 'Namespaced',
    categories: ['claim'],
  }),
  crd({
    group: GROUP,
    kind: 'XTenantCluster',
    plural: 'xtenantclusters',
    categories: ['composite'],
  }),
  crd({
    group: 'ec2.aws.upbound.io',
    kind: 'VPC',
    plural: 'vpcs',
    categories: ['managed'],
  }),
].map(definition => {
  definition.spec.versions[0].name =
    VERSIONS[definition.spec.group] ?? 'v1alpha1';
  return definition;
});

let server: RealApiServer;
let agent: Agent;
let admin: string;

async function call(
  token: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
  path: string,
  body?: unknown,
) {
  const patch = path.includes('fieldManager=')
    ? 'application/apply-patch+yaml'
    : 'application/merge-patch+json';
  const response = await request(`${server.url}${path}`, {
    method,
    dispatcher: agent,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': method === 'PATCH' ? patch : 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

const PATHS: Record<string, string> = {
  Namespace: '/api/v1/namespaces',
  ServiceAccount: '/api/v1/namespaces/spokeport/serviceaccounts',
  ClusterRole: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  ClusterRoleBinding: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
};

async function apply(object: { kind: string; metadata: { name: string } }) {
  const path = `${PATHS[object.kind]}/${object.metadata.name}`;
  const { status, body } = await call(
    admin,
    'PATCH',
    `${path}?fieldManager=test&force=true`,
    object,
  );
  if (status >= 300) {
    throw new Error(`${path}: ${JSON.stringify(body)}`);
  }
}

/** A token of a service account as a hub gives it out. */
async function tokenOf(account: string): Promise<string> {
  const { body } = await call(
    admin,
    'POST',
    `/api/v1/namespaces/spokeport/serviceaccounts/${account}/token`,
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  );
  return body.status.token;
}

async function aggregated(name: string) {
  const path = `${PATHS.ClusterRole}/${name}`;
  if (!server.controllers) {
    // Without kube-controller-manager nobody gathers the rules.
    const labels: string[] = (
      await call(admin, 'GET', path)
    ).body.aggregationRule.clusterRoleSelectors.flatMap(
      (selector: { matchLabels: object }) => Object.keys(selector.matchLabels),
    );
    const all = (await call(admin, 'GET', PATHS.ClusterRole)).body.items;
    const rules = all
      .filter((role: { metadata: { labels?: object } }) =>
        labels.some(label => label in (role.metadata.labels ?? {})),
      )
      .flatMap((role: { rules: unknown[] }) => role.rules);
    await call(admin, 'PATCH', path, { rules });
  }
  await until(
    async () => ((await call(admin, 'GET', path)).body.rules ?? []).length > 0,
  );
}

const create = async (path: string, object: object) =>
  (await call(admin, 'POST', path, object)).body;

describeUnless(
  binaries
    ? undefined
    : 'SPOKEPORT_HUB_BIN names no folder with etcd and kube-apiserver',
  'on a real API server with RBAC',
  () => {
    let reader: string;
    let operator: string;

    beforeAll(async () => {
      server = await startRealApiServer({
        binaries: binaries!,
        controllers: true,
      });
      agent = new Agent({ connect: { ca: server.ca } });
      admin = /token: "?([0-9a-f]+)/.exec(server.kubeconfig())![1];
      for (const definition of crds) {
        await create(
          '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
          definition,
        );
      }
      for (const file of ['read-role.yaml', 'operate-role.yaml']) {
        for (const object of roles(file)) {
          await apply(object);
        }
      }
      await until(
        async () =>
          (
            await call(admin, 'GET', '/apis/ec2.aws.upbound.io/v1alpha1')
          ).status === 200,
      );
      const served = await Promise.all(
        [GROUP, 'ec2.aws.upbound.io', 'argoproj.io'].map(async group => ({
          group,
          resources: (
            await call(admin, 'GET', `/apis/${group}/v1alpha1`)
          ).body.resources,
        })),
      );
      for (const role of rolesOfKinds(served)) {
        await apply(role);
      }
      await aggregated('spokeport-read-claims');
      await aggregated('spokeport-operate-claims');
      for (const name of ['argocd', 'argo', 'payments', 'flux-system']) {
        await create(PATHS.Namespace, {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name },
        });
      }
      await create('/api/v1/namespaces/argocd/secrets', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: 'cluster-a',
          labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
        },
        stringData: { config: 's3cret' },
      });
      reader = await tokenOf('portal');
      operator = await tokenOf('portal-operations');
    }, 120_000);

    afterAll(async () => {
      await agent?.destroy();
      await server?.stop();
    });

    it('lets the reader watch every kind, without a refusal', async () => {
      const fleet = new DefaultFleet();
      const stop = new AbortController();
      await create(
        '/apis/apiextensions.crossplane.io/v1/compositeresourcedefinitions',
        {
          apiVersion: 'apiextensions.crossplane.io/v1',
          kind: 'CompositeResourceDefinition',
          metadata: { name: `xtenantclusters.${GROUP}` },
          spec: {
            group: GROUP,
            names: { kind: 'XTenantCluster', plural: 'xtenantclusters' },
            claimNames: { kind: 'TenantCluster', plural: 'tenantclusters' },
            versions: [{ name: 'v1alpha1', served: true, referenceable: true }],
          },
        },
      );
      await create(
        `/apis/${GROUP}/v1alpha1/namespaces/payments/tenantclusters`,
        {
          apiVersion: `${GROUP}/v1alpha1`,
          kind: 'TenantCluster',
          metadata: { name: 'seen', namespace: 'payments' },
          spec: {},
        },
      );
      await HubWatcher.create({
        config: {
          name: 'hub',
          title: 'Hub',
          kubernetes: { type: 'inline', content: server.kubeconfig(reader) },
          argocd: [],
          clusterKinds: [],
          staleAfter: 60_000,
        },
        fleet,
        logger: mockServices.logger.mock(),
        timings: { ...FAST_TIMINGS, headers: 10_000, silence: 10_000 },
      }).start(stop.signal);
      await until(
        'the hub is live',
        () => fleet.hub('hub')?.state === 'live',
      ).catch(error => {
        throw new Error(
          `${error.message}: ${JSON.stringify(fleet.hub('hub'), undefined, 1)}`,
        );
      });
      const kinds = fleet.hub('hub')!.kinds;
      expect(kinds.filter(({ state }) => state === 'failing')).toEqual([]);
      const live = kinds
        .filter(({ state }) => state === 'live')
        .map(({ group, kind }) => `${kind}.${group}`);
      for (const { group, kind } of FIXED_KINDS) {
        expect(live).toContain(`${kind}.${group}`);
      }
      await until(
        'the claim is there',
        () => fleet.claimsAt('hub', 'payments', 'seen').length === 1,
      );
      expect(fleet.clusterSecrets('hub').map(({ name }) => name)).toEqual([
        'cluster-a',
      ]);
      expect(JSON.stringify(fleet.clusterSecrets('hub'))).not.toContain(
        'config',
      );
      stop.abort();
    });

    it.each([
      {
        reason: 'creates nothing',
        method: 'POST' as const,
        path: '/apis/argoproj.io/v1alpha1/namespaces/argo/workflows',
        body: {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Workflow',
          metadata: { name: 'x' },
        },
      },
      {
        reason: 'patches nothing',
        method: 'PATCH' as const,
        path: `/apis/${GROUP}/v1alpha1/namespaces/payments/tenantclusters/seen`,
        body: { metadata: { annotations: { a: 'b' } } },
      },
      {
        reason: 'deletes nothing',
        method: 'DELETE' as const,
        path: `/apis/${GROUP}/v1alpha1/namespaces/payments/tenantclusters/seen`,
      },
      {
        reason: 'gets no Secret by its name',
        method: 'GET' as const,
        path: '/api/v1/namespaces/argocd/secrets/cluster-a',
      },
      {
        reason: 'gets no ConfigMap by its name',
        method: 'GET' as const,
        path: '/api/v1/namespaces/argocd/configmaps/a',
      },
      {
        reason: 'makes no token',
        method: 'POST' as const,
        path: '/api/v1/namespaces/spokeport/serviceaccounts/portal/token',
        body: {},
      },
    ])('the reader $reason', async ({ method, path, body }) => {
      expect((await call(reader, method, path, body)).status).toBe(403);
    });

    it('lets the reader show one object', async () => {
      const client = new KubernetesClient({
        title: 'Hub',
        kubernetes: { type: 'inline', content: server.kubeconfig(reader) },
      });
      const reference = {
        apiVersion: `${GROUP}/v1alpha1`,
        kind: 'TenantCluster',
        namespace: 'payments',
        name: 'seen',
      };
      const { metadata } = await client.get(reference);
      expect(metadata.name).toBe('seen');
      expect(await client.events(metadata.uid!, 10)).toEqual({
        items: [],
        more: false,
      });
      await client.close();
    });

    const argo = (kind: string, namespace: string, more: object = {}) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind,
      metadata: { name: 'one', namespace, labels: { a: 'b' } },
      spec: {},
      ...more,
    });
    const gate = {
      status: {
        phase: 'Running',
        nodes: { n1: { id: 'n1', type: 'Suspend', phase: 'Running' } },
      },
    };

    it.each<{
      operation: OperationName;
      path: string;
      object: Record<string, any>;
      role: ProjectedObject['role'];
      more?: object;
      settings?: object;
      expected: object;
    }>([
      {
        operation: 'refresh',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
        object: argo('Application', 'argocd'),
        role: 'application',
        expected: {
          metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
        },
      },
      {
        operation: 'sync',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
        object: argo('Application', 'argocd', {
          spec: { syncPolicy: { syncOptions: ['CreateNamespace=true'] } },
        }),
        role: 'application',
        settings: { prune: true },
        expected: {
          operation: {
            initiatedBy: { username: 'user:default/bruno.lima' },
            sync: { prune: true, syncOptions: ['CreateNamespace=true'] },
          },
        },
      },
      {
        operation: 'terminate',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
        object: argo('Application', 'argocd'),
        role: 'application',
        more: { operation: { phase: 'Running' } },
        expected: { status: { operationState: { phase: 'Terminating' } } },
      },
      {
        operation: 'refresh',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applicationsets',
        object: argo('ApplicationSet', 'argocd'),
        role: 'application-set',
        expected: {
          metadata: {
            annotations: {
              'argocd.argoproj.io/application-set-refresh': 'true',
            },
          },
        },
      },
      {
        operation: 'stop',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argo/workflows',
        object: argo('Workflow', 'argo'),
        role: 'workflow',
        more: { phase: 'Running', nodes: [] },
        expected: { spec: { shutdown: 'Stop' } },
      },
      {
        operation: 'suspend',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argo/workflows',
        object: argo('Workflow', 'argo'),
        role: 'workflow',
        more: { phase: 'Running', nodes: [] },
        expected: { spec: { suspend: true } },
      },
      {
        operation: 'resume',
        path: '/apis/argoproj.io/v1alpha1/namespaces/argo/workflows',
        object: argo('Workflow', 'argo', gate),
        role: 'workflow',
        more: {
          phase: 'Running',
          nodes: [{ id: 'n1', type: 'Suspend', phase: 'Running' }],
        },
        expected: {
          status: { phase: 'Running', nodes: { n1: { phase: 'Succeeded' } } },
        },
      },
      {
        operation: 'reconcile',
        path: '/apis/ec2.aws.upbound.io/v1alpha1/vpcs',
        object: {
          apiVersion: 'ec2.aws.upbound.io/v1alpha1',
          kind: 'VPC',
          metadata: { name: 'one' },
        },
        role: 'managed',
        expected: {
          metadata: {
            annotations: {
              'crossplane.io/reconcile-requested-at': expect.any(String),
            },
          },
        },
      },
      {
        operation: 'reconcile',
        path: `/apis/${GROUP}/v1alpha1/namespaces/payments/tenantclusters`,
        object: {
          apiVersion: `${GROUP}/v1alpha1`,
          kind: 'TenantCluster',
          metadata: { name: 'one', namespace: 'payments' },
        },
        role: 'claim',
        expected: {
          metadata: {
            annotations: {
              'crossplane.io/reconcile-requested-at': expect.any(String),
            },
          },
        },
      },
      {
        operation: 'reconcile',
        path: '/apis/kustomize.toolkit.fluxcd.io/v1alpha1/namespaces/flux-system/kustomizations',
        object: {
          apiVersion: 'kustomize.toolkit.fluxcd.io/v1alpha1',
          kind: 'Kustomization',
          metadata: { name: 'one', namespace: 'flux-system' },
        },
        role: 'kustomization',
        expected: {
          metadata: {
            annotations: {
              'reconcile.fluxcd.io/requestedAt': expect.any(String),
            },
          },
        },
      },
    ])(
      'lets the operator $operation a $role',
      async ({ operation, path, object, role, more, settings, expected }) => {
        await call(admin, 'DELETE', `${path}/one`);
        await create(path, object);
        const kubernetes = new KubernetesClient({
          title: 'Hub',
          kubernetes: { type: 'inline', content: server.kubeconfig(operator) },
        });
        const projected = {
          hub: 'hub',
          role,
          apiVersion: object.apiVersion,
          kind: object.kind,
          namespace: object.metadata.namespace,
          name: 'one',
          uid: 'u',
          resourceVersion: '1',
          annotations: {},
          conditions: [],
          ...more,
        } as unknown as ProjectedObject;
        await operationOf(projected, operation)!.start({
          id: 'one',
          object: projected,
          settings: settings ?? {},
          connections: { kubernetes, patchApplications: true },
          requestedBy: 'user:default/bruno.lima',
          now: new Date(),
        });
        expect((await call(admin, 'GET', `${path}/one`)).body).toMatchObject(
          expected,
        );
        await kubernetes.close();
      },
    );

    it('lets the operator run a copy of a Workflow', async () => {
      const path = '/apis/argoproj.io/v1alpha1/namespaces/argo/workflows';
      await call(admin, 'DELETE', `${path}/one`);
      await create(
        path,
        argo('Workflow', 'argo', {
          spec: { entrypoint: 'main', shutdown: 'Stop' },
        }),
      );
      const kubernetes = new KubernetesClient({
        title: 'Hub',
        kubernetes: { type: 'inline', content: server.kubeconfig(operator) },
      });
      const workflow = {
        hub: 'hub',
        role: 'workflow',
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        namespace: 'argo',
        name: 'one',
      } as unknown as ProjectedObject;
      const { result } = await operationOf(workflow, 'resubmit')!.start({
        id: 'one',
        object: workflow,
        settings: {},
        connections: { kubernetes, patchApplications: false },
        requestedBy: 'user:default/bruno.lima',
        now: new Date(),
      });
      const copy = await call(admin, 'GET', `${path}/${result!.name}`);
      expect(copy.body).toMatchObject({
        metadata: {
          uid: result!.uid,
          labels: {
            a: 'b',
            'workflows.argoproj.io/resubmitted-from-workflow': 'one',
          },
        },
        spec: { entrypoint: 'main' },
      });
      expect(copy.body.spec.shutdown).toBeUndefined();
      await kubernetes.close();
    });

    it.each([
      ['GET', '/api/v1/namespaces/argocd/secrets/cluster-a'],
      ['GET', '/api/v1/namespaces/argocd/secrets'],
      ['GET', '/api/v1/namespaces/argocd/configmaps'],
      ['GET', '/apis/argoproj.io/v1alpha1/workflows'],
      ['POST', '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications'],
      ['DELETE', '/apis/argoproj.io/v1alpha1/namespaces/argo/workflows/one'],
      ['PATCH', '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/a'],
      ['DELETE', '/apis/ec2.aws.upbound.io/v1alpha1/vpcs/one'],
      ['POST', '/apis/ec2.aws.upbound.io/v1alpha1/vpcs'],
      ['PATCH', '/api/v1/namespaces/argo/configmaps/a'],
      ['POST', '/api/v1/namespaces/argo/pods'],
      ['POST', '/api/v1/namespaces/spokeport/serviceaccounts/portal/token'],
      ['PATCH', `${PATHS.ClusterRole}/spokeport-operate`],
    ] as const)('lets the operator not %s %s', async (method, path) => {
      const body = method === 'GET' ? undefined : { metadata: { name: 'a' } };
      expect((await call(operator, method, path, body)).status).toBe(403);
    });
  },
);
