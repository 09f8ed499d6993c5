import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../hub/store/types';
import {
  Manifest,
  manifestsOf,
  renderSampleFiles,
  repoUrl,
} from './__testUtils__/sampleFiles';
import { renderClaim } from './platformRepository';
import { RenderedFiles } from './renderSkeleton';

let files: RenderedFiles;
let manifests: Manifest[];

const ofKind = (kind: string): KubeObject[] =>
  manifests.map(({ object }) => object).filter(object => object.kind === kind);
const named = (kind: string, name: string) => {
  const found = ofKind(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return found;
};

beforeAll(async () => {
  files = await renderSampleFiles();
  manifests = manifestsOf(files);
});

describe('the platform repository', () => {
  it('is rendered without leaving a placeholder of the scaffolder behind', () => {
    for (const [path, text] of Object.entries(files)) {
      expect(path).not.toMatch(/\$\{\{|undefined/);
      expect({ path, left: /\$\{\{|undefined|null\b/.exec(text)?.[0] }).toEqual(
        {
          path,
        },
      );
    }
    expect(Object.keys(files)).toContain(
      'tenants/payments/clusters/payments-prod.yaml',
    );
  });

  it('keeps the expressions of Argo CD, Argo Workflows and Helm as they are', () => {
    expect(
      files['bootstrap/control-plane/addons/oss/ingress-nginx.yaml'],
    ).toContain("name: 'addon-{{.values.addonChart}}-{{.name}}'");
    expect(files['workflows/handover/workflow-template.yaml']).toContain(
      '{{tasks.identify-claim.outputs.parameters.claim-uid}}',
    );
  });

  it('names every object once', () => {
    const ids = manifests.map(({ object: { apiVersion, kind, metadata } }) =>
      [apiVersion, kind, metadata.namespace, metadata.name].join(' '),
    );
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has an Application for every folder of manifests, and none without one', () => {
    const applications = ofKind('Application');
    const paths = applications.map(({ spec }) => spec.source.path as string);
    for (const { path } of manifests) {
      expect({
        path,
        applied: paths.some(root => path.startsWith(`${root}/`)),
      }).toEqual({ path, applied: true });
    }
    for (const { metadata, spec } of applications) {
      expect(spec.source.repoURL).toBe(repoUrl);
      expect(spec.source.directory.recurse).toBe(true);
      named('AppProject', spec.project);
      expect(
        manifests.some(({ path }) => path.startsWith(`${spec.source.path}/`)),
      ).toBe(true);
      expect(metadata.namespace).toBe('argocd');
    }
  });

  it('lets a tenant’s Application bring what lies in its folder, and no project of its own', () => {
    for (const tenant of ['payments', 'orders']) {
      const { spec } = named('AppProject', tenant);
      const allowed = new Set(
        [
          ...spec.clusterResourceWhitelist,
          ...spec.namespaceResourceWhitelist,
        ].map(({ group, kind }: Record<string, string>) => `${group}/${kind}`),
      );
      const own = manifests.filter(({ path }) =>
        path.startsWith(`tenants/${tenant}/`),
      );
      expect(own.length).toBeGreaterThan(4);
      for (const { object } of own) {
        const group = object.apiVersion.includes('/')
          ? object.apiVersion.split('/')[0]
          : '';
        expect(
          allowed.has(`${group}/${object.kind}`) || allowed.has(`${group}/*`),
        ).toBe(true);
        expect([undefined, tenant]).toContain(object.metadata.namespace);
      }
      expect(allowed.has('argoproj.io/AppProject')).toBe(false);
      expect(spec.destinations).toEqual([
        { server: 'https://kubernetes.default.svc', namespace: tenant },
      ]);
    }
  });
});

describe('Argo CD’s settings', () => {
  it('have keys that a ConfigMap may have', () => {
    const keys = ofKind('ConfigMap').flatMap(({ data }) => Object.keys(data));
    expect(keys.filter(key => !/^[-._a-zA-Z0-9]+$/.test(key))).toEqual([]);
  });

  it('know the health of each kind a tenant can ask for', () => {
    const { data } = named('ConfigMap', 'argocd-cm');
    const kinds = ofKind('CompositeResourceDefinition').flatMap(
      ({ apiVersion, spec }) =>
        spec.claimNames?.kind ??
        (apiVersion.endsWith('/v2') ? [spec.names.kind] : []),
    );
    expect(kinds.sort()).toEqual(['ObjectStore', 'TenantCluster']);
    for (const kind of kinds) {
      expect(
        data[`resource.customizations.health.platform.spokeport.dev_${kind}`],
      ).toContain('Ready');
    }
  });
});

describe('the faults of the published pattern', () => {
  it('filters the events by label, and lets only new objects through as ADD', () => {
    const [source] = ofKind('EventSource');
    const events: any[] = Object.values(source.spec.resource);
    expect(events.flatMap(({ eventTypes }) => eventTypes).sort()).toEqual([
      'ADD',
      'DELETE',
      'UPDATE',
    ]);
    for (const event of events) {
      expect(event.filter.labels).toEqual([
        { key: 'spokeport.dev/event', operation: '==', value: 'cluster' },
      ]);
      expect(event.namespace).toBe('');
      expect(event.filter.afterStart ?? false).toBe(
        event.eventTypes.includes('ADD'),
      );
    }
  });

  it('composes the event itself, gated on what exists only once cluster and node group are up', () => {
    const event = named(
      'Composition',
      'xtenantclusters-aws',
    ).spec.pipeline[0].input.resources.find((r: any) => r.name === 'event');
    const required = event.patches
      .filter((patch: any) => patch.policy?.fromFieldPath === 'Required')
      .map((patch: any) => patch.fromFieldPath);
    expect(required).toEqual(
      expect.arrayContaining(['status.clusterArn', 'status.nodeGroupArn']),
    );
    const name = event.patches.find(
      (p: any) => p.toFieldPath === 'metadata.name',
    );
    expect(name.fromFieldPath).toBe('spec.claimRef.name');
  });

  it('registers a cluster under its own name before anything that needs the registration', () => {
    const { templates } = named('WorkflowTemplate', 'handover').spec;
    const tasks = new Map<string, any>(
      templates
        .find((t: any) => t.name === 'handover')
        .dag.tasks.map((task: any) => [task.name, task]),
    );
    for (const task of [
      'grant-access-to-argocd',
      'bootstrap-product-team-repo',
    ]) {
      expect(tasks.get(task).depends).toBe(
        'register-cluster-in-argocd && configure-user-access',
      );
    }
    const secret = templates.find(
      (t: any) => t.name === 'register-cluster-in-argocd',
    ).resource.manifest;
    expect(secret).toContain('name: {{workflow.parameters.cluster-name}}');
    expect(secret).not.toContain('name: {{workflow.parameters.tenant}}\n');
  });

  it('repeats safely and logs in nowhere', () => {
    for (const template of ofKind('WorkflowTemplate')) {
      for (const step of template.spec.templates) {
        if (step.dag) continue;
        expect(['apply', 'get', 'patch', 'delete']).toContain(
          step.resource.action,
        );
        expect(JSON.stringify(step)).not.toMatch(
          /argocd login|password|--grpc-web/,
        );
      }
    }
    expect(named('ConfigMap', 'argocd-cm').data['admin.enabled']).toBe('false');
  });

  it('ties each run to its cluster and its event by labels', () => {
    for (const sensor of ofKind('Sensor')) {
      for (const { template } of sensor.spec.triggers) {
        const { source, parameters } = template.k8s;
        const labels = Object.keys(source.resource.metadata.labels);
        expect(labels).toEqual(
          expect.arrayContaining([
            'spokeport.dev/event-uid',
            'spokeport.dev/name',
          ]),
        );
        for (const label of labels) {
          const dest = `metadata.labels.${label.replace('.', '\\.')}`;
          expect(parameters.some((p: any) => p.dest === dest)).toBe(true);
        }
        const given = source.resource.spec.arguments.parameters;
        const wanted = named(
          'WorkflowTemplate',
          source.resource.spec.workflowTemplateRef.name,
        ).spec.arguments.parameters;
        expect(given.map((p: any) => p.name)).toEqual(
          wanted.map((p: any) => p.name),
        );
        given.forEach((_: unknown, index: number) => {
          const dest = `spec.arguments.parameters.${index}.value`;
          expect(parameters.filter((p: any) => p.dest === dest)).toHaveLength(
            1,
          );
        });
      }
    }
  });
});

describe('the add-ons', () => {
  it('read value files from folders that exist', () => {
    const sets = ofKind('ApplicationSet');
    expect(sets.length).toBeGreaterThanOrEqual(2);
    for (const set of sets) {
      const addon = set.metadata.labels!['spokeport.dev/addon'];
      const { merge } = set.spec.generators[0];
      expect(merge.mergeKeys).toEqual(['server']);
      expect(
        merge.generators[0].clusters.selector.matchExpressions[0].key,
      ).toBe(`enable_${addon}`);
      expect(set.spec.syncPolicy.preserveResourcesOnDeletion).toBe(true);
      const { valueFiles } = set.spec.template.spec.sources[1].helm;
      const environment = '{{.metadata.labels.environment}}';
      for (const name of ['dev', 'stage', 'prod']) {
        const path = valueFiles[1]
          .replace(environment, name)
          .replace('$values/', '');
        expect({ path, exists: path in files }).toEqual({ path, exists: true });
      }
      expect(valueFiles[0].replace('$values/', '') in files).toBe(true);
      // What a tenant sets for its own cluster, and what the platform team does, which counts more.
      expect(valueFiles.slice(2)).toEqual([
        `$values/tenants/{{.metadata.labels.tenant}}/values/{{.name}}/${addon}.yaml`,
        `$values/clusters/{{.name}}/addons/${addon}/values.yaml`,
      ]);
    }
  });

  it('can all be asked for, reach the event, and become labels of the registration', () => {
    const schema = named(
      'CompositeResourceDefinition',
      'xtenantclusters.platform.spokeport.dev',
    ).spec.versions[0].schema.openAPIV3Schema;
    const addons: string[] =
      schema.properties.spec.properties.addons.items.enum;
    expect([...addons].sort()).toEqual(
      ofKind('ApplicationSet')
        .map(set => set.metadata.labels!['spokeport.dev/addon'])
        .sort(),
    );
    const composition =
      files['crossplane/apis/tenant-cluster/composition.yaml'];
    const handover = files['workflows/handover/workflow-template.yaml'];
    for (const addon of addons) {
      expect(composition).toContain(`toFieldPath: data.enable_${addon}`);
      expect(handover).toContain(
        `enable_${addon}: "{{workflow.parameters.enable-${addon}}}"`,
      );
    }
  });
});

describe('the Compositions', () => {
  const status = (definition: string) =>
    named('CompositeResourceDefinition', `${definition}.platform.spokeport.dev`)
      .spec.versions[0].schema.openAPIV3Schema.properties.status.properties;

  it.each([
    { composition: 'xtenantclusters-aws', definition: 'xtenantclusters' },
    { composition: 'xnetworks-aws', definition: 'xnetworks' },
    { composition: 'objectstores-aws', definition: 'objectstores' },
  ])(
    '$composition writes and reads only declared status fields: Crossplane drops the others in silence',
    ({ composition, definition }) => {
      const patches = named(
        'Composition',
        composition,
      ).spec.pipeline[0].input.resources.flatMap(
        (resource: any) => resource.patches,
      );
      const used = patches
        .map((p: any) =>
          p.type === 'ToCompositeFieldPath' ? p.toFieldPath : p.fromFieldPath,
        )
        .filter((path?: string) => path?.startsWith('status.'));
      expect(used.length).toBeGreaterThan(0);
      for (const path of used) {
        const declared = path
          .split('.')
          .slice(1)
          .reduce((fields: any, name: string) => fields?.properties?.[name], {
            properties: status(definition),
          });
        expect({ path, declared: declared !== undefined }).toEqual({
          path,
          declared: true,
        });
      }
    },
  );

  it('use the cloud account of the tenant in every managed resource', () => {
    const resources = ['xtenantclusters-aws', 'xnetworks-aws'].flatMap(
      name => named('Composition', name).spec.pipeline[0].input.resources,
    );
    const managed = resources.filter(r =>
      /upbound\.io/.test(r.base.apiVersion),
    );
    expect(managed.length).toBeGreaterThan(15);
    for (const resource of managed) {
      const patch = resource.patches.find(
        (p: any) => p.toFieldPath === 'spec.providerConfigRef.name',
      );
      expect({ name: resource.name, policy: patch?.policy }).toEqual({
        name: resource.name,
        policy: { fromFieldPath: 'Required' },
      });
    }
  });
});

describe('a request', () => {
  it('takes what a form says for text, whatever is in it', async () => {
    const hostile = '10.0.0.0/16 # "\'\n---\nkind: ClusterRoleBinding\n';
    const rendered = await renderClaim({
      name: hostile,
      tenant: hostile,
      environment: hostile,
      region: hostile,
      kubernetesVersion: hostile,
      size: hostile,
      cidr: hostile,
      members: [hostile],
      addons: [hostile],
      requestedBy: hostile,
    });
    const [document, ...others] = parseAllDocuments(
      Object.values(rendered).join(''),
    );
    expect(others).toEqual([]);
    expect(document.toJS()).toEqual({
      apiVersion: 'platform.spokeport.dev/v1alpha1',
      kind: 'TenantCluster',
      metadata: {
        name: hostile,
        namespace: hostile,
        labels: {
          'spokeport.dev/tenant': hostile,
          'spokeport.dev/environment': hostile,
        },
        annotations: { 'spokeport.dev/requested-by': hostile },
      },
      spec: {
        region: hostile,
        kubernetesVersion: hostile,
        size: hostile,
        network: { cidr: hostile },
        members: [hostile],
        addons: [hostile],
      },
    });
  });
});
