import {
  applicationObject,
  claimObject,
  entryOf,
} from '../__testUtils__/objects';
import {
  FLUX_COMMIT,
  fluxReady,
  helmReleaseObject,
  gitRepositoryObject,
  inventoryOf,
  kustomizationObject,
} from '../__testUtils__/fluxObjects';
import { mergedRequestFor, requestFor } from '../__testUtils__/requestFor';
import { Sample } from '../__testUtils__/Sample';
import type { WireObject } from '../__testUtils__/Sample';

const MERGE = 'a'.repeat(40);
const LATER = 'b'.repeat(40);
const OLDER = 'c'.repeat(40);
const HYDRATED = 'd'.repeat(40);

const claim = claimObject('prod');
const resources = [entryOf(claim)];

/** A merged request for a claim that is there, delivered by these. */
function merged(...objects: WireObject[]) {
  const sample = new Sample().put(claim, ...objects);
  sample.requests.set(mergedRequestFor('prod'));
  sample.requests.setContains(LATER, MERGE, true);
  sample.requests.setContains(OLDER, MERGE, false);
  return sample;
}

const synced = (sample: Sample) =>
  sample.view('prod').journey?.stages.find(({ name }) => name === 'synced');

const state = (sample: Sample) => synced(sample)?.state;

const blockers = (sample: Sample) =>
  sample.view('prod').blockers.map(({ title }) => title.text);

const tenant = (options: Parameters<typeof applicationObject>[1]) =>
  applicationObject('tenant-payments', options);

const PLATFORM = 'http://localhost:7008/acme/platform.git';

describe('synced by Argo CD', () => {
  it.each([
    {
      reason: 'the application is Synced at the merge',
      status: { resources, sync: { status: 'Synced', revision: MERGE } },
      expected: 'done',
    },
    {
      reason:
        'the application is Synced at a later commit that holds it, which wrote no history',
      status: {
        resources,
        sync: { status: 'Synced', revision: LATER },
        history: [{ id: 1, revision: OLDER }],
      },
      expected: 'done',
    },
    {
      reason: 'what was compared holds it, and nothing of it was applied',
      status: { resources, sync: { status: 'OutOfSync', revision: MERGE } },
      expected: 'active',
    },
    {
      reason: 'the application is Synced at a commit before it',
      status: { resources, sync: { status: 'Synced', revision: OLDER } },
      expected: 'active',
    },
    {
      reason:
        'another resource is OutOfSync, and an operation applied the claim',
      status: {
        resources,
        sync: { status: 'OutOfSync', revision: LATER },
        operationState: {
          phase: 'Succeeded',
          operation: { sync: {} },
          syncResult: { revision: MERGE, resources },
        },
      },
      expected: 'done',
    },
    {
      reason: 'a partial sync did not list the claim',
      status: {
        resources,
        sync: { status: 'OutOfSync', revision: LATER },
        operationState: {
          phase: 'Succeeded',
          operation: {
            sync: { resources: [{ kind: 'Namespace', name: 'x' }] },
          },
          syncResult: {
            revision: MERGE,
            resources: [{ kind: 'Namespace', name: 'x', status: 'Synced' }],
          },
        },
      },
      expected: 'active',
    },
    {
      reason: 'a partial sync listed it',
      status: {
        resources,
        sync: { status: 'OutOfSync', revision: LATER },
        operationState: {
          phase: 'Succeeded',
          operation: {
            sync: { resources: [{ kind: claim.kind, name: 'prod' }] },
          },
          syncResult: { revision: MERGE, resources },
        },
      },
      expected: 'done',
    },
    {
      reason: 'a dry run applied nothing',
      status: {
        resources,
        sync: { status: 'OutOfSync', revision: LATER },
        operationState: {
          phase: 'Succeeded',
          operation: { sync: { dryRun: true } },
          syncResult: { revision: MERGE, resources },
        },
      },
      expected: 'active',
    },
    {
      reason: 'the claim’s own entry is OutOfSync',
      status: {
        resources: [entryOf(claim, 'OutOfSync')],
        sync: { status: 'Synced', revision: MERGE },
      },
      expected: 'active',
    },
    {
      reason: 'a branch name is no commit',
      status: { resources, sync: { status: 'Synced', revision: 'main' } },
      expected: 'active',
    },
  ])('$expected where $reason', ({ status, expected }) => {
    expect(state(merged(tenant({ status })))).toBe(expected);
  });

  it.each([
    {
      reason: 'the one that reads the file',
      revisions: ['1.2.3', MERGE],
      expected: 'done',
    },
    { reason: 'no other', revisions: [MERGE, OLDER], expected: 'active' },
  ])(
    'goes by the revision of the source: $reason',
    ({ revisions, expected }) => {
      const application = tenant({
        spec: {
          source: undefined,
          sources: [
            { repoURL: 'https://charts.example.org', chart: 'base' },
            { repoURL: PLATFORM, path: 'tenants/payments' },
          ],
        },
        status: { resources, sync: { status: 'Synced', revisions } },
      });
      expect(state(merged(application))).toBe(expected);
    },
  );

  it.each([
    {
      reason: 'the dry commit of what was applied is the merge',
      last: { drySHA: MERGE, hydratedSHA: HYDRATED },
      expected: 'done',
    },
    {
      reason: 'the dry commit of what was applied is older',
      last: { drySHA: OLDER, hydratedSHA: HYDRATED },
      expected: 'active',
    },
    {
      reason: 'what was applied is of another dry commit than the last',
      last: { drySHA: MERGE, hydratedSHA: LATER },
      expected: 'active',
    },
    { reason: 'nothing was hydrated yet', last: undefined, expected: 'active' },
  ])('under the hydrator is $expected where $reason', ({ last, expected }) => {
    const application = tenant({
      spec: {
        source: undefined,
        sourceHydrator: {
          drySource: { repoURL: PLATFORM, path: 'tenants/payments' },
          syncSource: { targetBranch: 'hydrated', path: 'tenants/payments' },
        },
      },
      status: {
        resources,
        sync: { status: 'Synced', revision: HYDRATED },
        sourceHydrator: { lastSuccessfulOperation: last },
      },
    });
    expect(state(merged(application))).toBe(expected);
  });

  it('tells two Argo CDs of one cluster apart by who sees the claim as applied', () => {
    const mine = claimObject('prod', {
      metadata: {
        labels: {},
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'tenant-payments:platform.spokeport.dev/TenantCluster:payments/prod',
          'argocd.argoproj.io/installation-id': 'blue',
        },
      },
    });
    const sync = { status: 'Synced', revision: MERGE };
    const sample = merged(
      mine,
      tenant({ status: { sync, resources } }),
      tenant({
        metadata: { uid: 'app-other', namespace: 'argocd-green' },
        status: {
          sync: { status: 'OutOfSync', revision: MERGE },
          resources: [entryOf(claim, 'OutOfSync')],
        },
      }),
    );
    expect(synced(sample)?.evidence[0]).toMatchObject({
      namespace: 'argocd',
      via: 'tracking-id, installation-id and status.resources',
    });
  });

  it('goes by the tracking label among those that list the claim', () => {
    const labelled = claimObject('prod', {
      metadata: {
        labels: { 'app.kubernetes.io/instance': 'team_tenant-payments' },
      },
    });
    const sync = { status: 'Synced', revision: MERGE };
    const sample = merged(
      labelled,
      tenant({ metadata: { namespace: 'team' }, status: { sync, resources } }),
      applicationObject('mirror', { status: { sync, resources } }),
    );
    expect(synced(sample)?.evidence).toMatchObject([
      { name: 'tenant-payments', namespace: 'team' },
      { type: 'commit' },
    ]);
  });

  it('names the parents of the application: app of apps and ApplicationSet', () => {
    const tracked = (id: string) => ({
      annotations: { 'argocd.argoproj.io/tracking-id': id },
    });
    const sample = merged(
      tenant({
        metadata: {
          ownerReferences: [
            {
              apiVersion: 'argoproj.io/v1alpha1',
              kind: 'ApplicationSet',
              name: 'tenants',
              uid: 'set-tenants',
              controller: true,
            },
          ],
        },
        status: { resources, sync: { status: 'Synced', revision: MERGE } },
      }),
      {
        ...applicationObject('tenants', {
          metadata: {
            uid: 'set-tenants',
            ...tracked('hub:argoproj.io/ApplicationSet:argocd/tenants'),
          },
        }),
        kind: 'ApplicationSet',
      },
      applicationObject('hub'),
    );
    expect(
      synced(sample)?.evidence.map(({ label, via }) => `${label}: ${via}`),
    ).toEqual([
      'Application tenant-payments: status.resources',
      'ApplicationSet tenants: ownerReference',
      'Application hub: tracking-id',
      'aaaaaaa: undefined',
    ]);
  });

  it('looks at what makes the application where the application itself says nothing', () => {
    const sample = merged(
      tenant({
        metadata: {
          annotations: {
            'argocd.argoproj.io/tracking-id':
              'hub:argoproj.io/Application:argocd/tenant-payments',
          },
        },
        status: { resources, sync: { status: 'Synced', revision: OLDER } },
      }),
      applicationObject('hub', {
        status: {
          sync: { status: 'Unknown' },
          conditions: [
            {
              type: 'ComparisonError',
              message: 'apps: app path does not exist',
            },
          ],
        },
      }),
    );
    expect(blockers(sample)).toEqual(['Argo CD cannot read hub']);
  });

  it.each([
    { reason: 'the merge', revision: MERGE, expected: 'done' },
    { reason: 'an older commit', revision: OLDER, expected: 'active' },
  ])(
    'of a value file goes by the commit of the source that it is in: $reason',
    ({ revision, expected }) => {
      const path = 'environments/prod/values.yaml';
      const sample = new Sample().put(
        claim,
        tenant({
          spec: {
            source: undefined,
            sources: [
              {
                repoURL: 'https://charts.example.org',
                chart: 'clusters',
                targetRevision: '1.0.0',
                helm: { valueFiles: [`$own/${path}`] },
              },
              {
                repoURL: 'http://localhost:7008/acme/platform.git',
                ref: 'own',
              },
            ],
          },
          status: {
            resources,
            sync: { status: 'Synced', revisions: ['1.0.0', revision] },
          },
        }),
      );
      sample.requests.set(mergedRequestFor('prod', { change: { path } }));
      sample.requests.setContains(OLDER, MERGE, false);
      expect(state(sample)).toBe(expected);
    },
  );

  it('takes the Application of an overlay for the one that delivers the file of a base', () => {
    const change = {
      path: 'base/main.yaml',
      overlay: 'overlays/payments/kustomization.yaml',
    };
    const deliver = (path: string) => {
      const sample = new Sample('2026-11-21T10:30:00Z').put(
        applicationObject('payments', {
          spec: { source: { repoURL: PLATFORM, path } },
        }),
      );
      sample.requests.set(mergedRequestFor('prod', { change }));
      return sample;
    };
    const stage = synced(deliver('overlays/payments'));
    expect(stage?.evidence).toMatchObject([{ name: 'payments' }]);
    expect(blockers(deliver('overlays/payments'))).toEqual([]);
    expect(blockers(deliver('overlays/orders'))).toHaveLength(1);
  });

  it('survives applications that track each other', () => {
    const by = (name: string, parent: string) =>
      applicationObject(name, {
        metadata: {
          annotations: {
            'argocd.argoproj.io/tracking-id': `${parent}:argoproj.io/Application:argocd/${name}`,
          },
        },
        status: {
          ...(name === 'tenant-payments' && { resources }),
          sync: { status: 'Synced', revision: MERGE },
        },
      });
    const sample = merged(
      by('tenant-payments', 'hub'),
      by('hub', 'tenant-payments'),
    );
    expect(state(sample)).toBe('done');
  });
});

describe('synced by Flux', () => {
  const labelled = claimObject('prod', {
    metadata: {
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'tenants',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
      },
    },
  });
  const status = inventoryOf(claim);
  const flux = (options: Parameters<typeof kustomizationObject>[1]) =>
    merged(gitRepositoryObject(), kustomizationObject('tenants', options));

  it('is done once the claim is in the inventory of a Kustomization that is Ready at the merge', () => {
    const stage = synced(flux({ status }));
    expect(stage).toMatchObject({
      state: 'done',
      actor: { type: 'flux', title: 'Flux' },
      summary: {
        text: `Flux applied ${FLUX_COMMIT.slice(
          0,
          7,
        )} in Kustomization tenants`,
      },
    });
    expect(stage?.evidence).toMatchObject([
      { kind: 'Kustomization', name: 'tenants', via: 'status.inventory' },
      { type: 'commit', label: 'aaaaaaa' },
    ]);
  });

  it.each([
    {
      reason:
        'the revision that was applied is a later one that holds the merge',
      options: {
        status: { ...status, lastAppliedRevision: `main@sha1:${LATER}` },
      },
      expected: true,
    },
    {
      reason: 'the revision that was applied is older',
      options: {
        status: { ...status, lastAppliedRevision: `main@sha1:${OLDER}` },
      },
      expected: false,
    },
    {
      reason: 'the revision was merely attempted',
      options: {
        status: {
          ...status,
          lastAppliedRevision: `main@sha1:${OLDER}`,
          lastAttemptedRevision: `main@sha1:${MERGE}`,
        },
      },
      expected: false,
    },
    {
      reason: 'the Kustomization is not Ready',
      options: {
        status: {
          ...status,
          conditions: [fluxReady('False', 'HealthCheckFailed', 'timeout')],
        },
      },
      expected: false,
    },
    {
      reason: 'Ready speaks of an older generation',
      options: { metadata: { generation: 2 }, status },
      expected: false,
    },
    {
      reason: 'the claim is not in the inventory',
      options: { status: inventoryOf(claimObject('other')) },
      expected: false,
    },
    {
      reason: 'the inventory is another cluster’s',
      options: {
        spec: { kubeConfig: { secretRef: { name: 'spoke' } } },
        status,
      },
      expected: false,
    },
    {
      reason: 'an OCI artifact was built from the merge',
      options: {
        spec: { sourceRef: { kind: 'OCIRepository', name: 'platform' } },
        status: {
          ...status,
          lastAppliedRevision: `latest@sha256:${'e'.repeat(64)}`,
          lastAppliedOriginRevision: `main@sha1:${MERGE}`,
        },
      },
      expected: true,
    },
    {
      reason: 'an OCI artifact does not say what it was built from',
      options: {
        spec: { sourceRef: { kind: 'OCIRepository', name: 'platform' } },
        status: {
          ...status,
          lastAppliedRevision: `latest@sha256:${'e'.repeat(64)}`,
          lastAppliedOriginRevision: undefined,
        },
      },
      expected: false,
    },
  ])('is done: $expected, where $reason', ({ options, expected }) => {
    expect(state(flux(options)) === 'done').toBe(expected);
  });

  it('does not take a commit of another repository for one that holds the merge', () => {
    const sample = merged(
      gitRepositoryObject('platform', {
        spec: { url: 'http://localhost:7008/acme/mirror.git' },
      }),
      kustomizationObject('tenants', { status }),
    );
    expect(state(sample)).toBe('active');
  });

  it('is known by its labels where nobody may read Kustomizations', () => {
    const sample = new Sample().put(labelled);
    expect(synced(sample)).toMatchObject({
      state: 'done',
      summary: { text: 'Flux applied it in Kustomization tenants' },
      evidence: [{ via: 'label kustomize.toolkit.fluxcd.io/name' }],
    });
  });

  it('is unknown where Kustomizations cannot be read any more', () => {
    const sample = new Sample().put(labelled).hub({
      kinds: [
        {
          group: 'kustomize.toolkit.fluxcd.io',
          kind: 'Kustomization',
          state: 'failing',
          objects: 0,
        },
      ],
    });
    expect(state(sample)).toBe('unknown');
  });

  it('takes a path that a Kustomization reads for covered', () => {
    const sample = new Sample().put(
      gitRepositoryObject(),
      kustomizationObject('tenants'),
    );
    sample.requests.set(mergedRequestFor('prod'));
    const { journey, blockers: found } = sample
      .at('2026-11-21T11:00:00Z')
      .view('prod');
    expect(found).toEqual([]);
    expect(journey?.stages.find(({ name }) => name === 'synced')).toMatchObject(
      {
        state: 'active',
        actor: { type: 'flux' },
        summary: { text: 'Flux has not applied it yet' },
      },
    );
  });

  it('says that it will be Flux’s turn before the request is merged', () => {
    const sample = new Sample().put(
      gitRepositoryObject(),
      kustomizationObject('tenants'),
    );
    sample.requests.set(requestFor('prod'));
    expect(synced(sample)).toMatchObject({
      state: 'waiting',
      actor: { type: 'flux' },
      summary: { text: 'Flux applies it once it is merged' },
    });
    sample.requests.set(mergedRequestFor('prod'));
    expect(sample.view('prod').summary.happening.text).toBe(
      'Merged; waits for Flux to apply it',
    );
  });

  describe('through a HelmRelease alone', () => {
    const helm = (
      options: Parameters<typeof helmReleaseObject>[1],
      ...more: WireObject[]
    ) =>
      merged(
        gitRepositoryObject(),
        helmReleaseObject('clusters', options),
        ...more,
      );
    const labels = {
      'helm.toolkit.fluxcd.io/name': 'clusters',
      'helm.toolkit.fluxcd.io/namespace': 'flux-system',
    };

    it('is done once it is in the inventory of one that is Ready, with a chart of the merge', () => {
      const stage = synced(helm({ status }));
      expect(stage).toMatchObject({
        state: 'done',
        actor: { type: 'flux', title: 'Flux' },
        summary: {
          text: `Flux applied ${FLUX_COMMIT.slice(
            0,
            7,
          )} in HelmRelease clusters`,
        },
      });
      expect(stage?.evidence).toMatchObject([
        { kind: 'HelmRelease', name: 'clusters', via: 'status.inventory' },
        { type: 'commit', label: 'aaaaaaa' },
      ]);
    });

    it('is known by the labels that Helm put on it where a release keeps no inventory', () => {
      const own = claimObject('prod', { metadata: { labels } });
      const sample = new Sample().put(own, helmReleaseObject('clusters'));
      expect(synced(sample)).toMatchObject({
        state: 'done',
        summary: { text: 'Flux applied it in HelmRelease clusters' },
        evidence: [{ via: 'label helm.toolkit.fluxcd.io/name' }],
      });
    });

    const release = { ...helmReleaseObject('clusters'), kind: 'HelmRelease' };
    const parent = (revision: string) =>
      kustomizationObject('releases', {
        status: {
          ...inventoryOf(release),
          lastAppliedRevision: `main@sha1:${revision}`,
        },
      });
    const unversioned = { ...status, lastAttemptedRevision: '0.1.0' };
    it.each([
      {
        reason: 'the release and its values were applied at the merge',
        objects: helm({ status: unversioned }, parent(MERGE)),
        expected: 'done',
      },
      {
        reason: 'the release was applied before the merge, its chart at it',
        objects: helm({ status }, parent(OLDER)),
        expected: 'done',
      },
      {
        reason: 'the release was applied before the merge only',
        objects: helm({ status: unversioned }, parent(OLDER)),
        expected: 'active',
      },
      {
        reason: 'a version of a chart is no commit, and nothing else says one',
        objects: helm({ status: unversioned }),
        expected: 'unknown',
      },
      {
        reason: 'the chart is of an older commit',
        objects: helm({
          status: {
            ...status,
            lastAttemptedRevision: `0.1.0+${OLDER.slice(0, 12)}`,
          },
        }),
        expected: 'unknown',
      },
      {
        reason: 'it is not Ready',
        objects: helm({
          status: {
            ...status,
            conditions: [fluxReady('False', 'UpgradeFailed', 'no such value')],
          },
        }),
        expected: 'failed',
      },
      {
        reason: 'Ready speaks of an older generation',
        objects: helm({ metadata: { generation: 2 }, status }),
        expected: 'active',
      },
    ])('is $expected where $reason', ({ objects, expected }) => {
      expect(state(objects)).toBe(expected);
    });

    it('names what stands against it', () => {
      const sample = helm({
        status: {
          ...status,
          conditions: [fluxReady('False', 'UpgradeFailed', 'no such value')],
        },
      }).at('2026-11-21T11:00:00Z');
      const { blockers: found } = sample.view('prod');
      expect(found.find(({ stage }) => stage === 'synced')?.title.text).toMatch(
        /HelmRelease clusters/,
      );
    });
  });

  it('waits for Flux to prune what it delivered', () => {
    const sample = new Sample('2026-11-22T10:00:00Z').put(
      labelled,
      gitRepositoryObject(),
      kustomizationObject('tenants', { status }),
    );
    sample.requests.set(
      mergedRequestFor('prod', {
        change: { change: 'remove' },
        request: { mergedAt: '2026-11-22T09:58:00Z' },
      }),
    );
    expect(
      sample.view('prod').journey?.stages.find(({ name }) => name === 'pruned'),
    ).toMatchObject({
      state: 'active',
      actor: { type: 'flux' },
      summary: { text: 'Flux has not deleted it yet' },
    });
  });

  it('does not take a path of another repository for covered', () => {
    const sample = new Sample().put(
      gitRepositoryObject('platform', {
        spec: { url: 'http://localhost:7008/acme/mirror.git' },
      }),
      kustomizationObject('tenants'),
    );
    sample.requests.set(mergedRequestFor('prod'));
    sample.view('prod');
    expect(
      sample.at('2026-11-21T11:00:00Z').view('prod').blockers[0]?.explainer,
    ).toBe('no-application');
  });

  it('names the deepest of dependencies that are not ready', () => {
    const waits = (name: string, on: string) =>
      kustomizationObject(name, {
        spec: { dependsOn: [{ name: on }] },
        status: {
          ...(name === 'tenants' && status),
          conditions: [
            fluxReady(
              'False',
              'DependencyNotReady',
              `dependency 'flux-system/${on}' is not ready`,
            ),
          ],
        },
      });
    const sample = merged(
      gitRepositoryObject(),
      waits('tenants', 'crossplane-conf'),
      waits('crossplane-conf', 'crossplane'),
      kustomizationObject('crossplane', { spec: { suspend: true } }),
    );
    sample.view('prod');
    expect(blockers(sample.at('2026-11-21T10:20:00Z'))).toEqual([
      'Kustomization crossplane is suspended',
      'Kustomization crossplane-conf waits for flux-system/crossplane',
      'Kustomization tenants waits for flux-system/crossplane-conf',
    ]);
  });

  it('survives dependencies in a circle', () => {
    const waits = (name: string, on: string) =>
      kustomizationObject(name, {
        spec: { dependsOn: [{ name: on }] },
        status: {
          ...status,
          conditions: [fluxReady('False', 'DependencyNotReady', 'not ready')],
        },
      });
    const sample = merged(waits('tenants', 'other'), waits('other', 'tenants'));
    expect(state(sample)).toBe('active');
  });

  it('needs no merge to be done where no request is known', () => {
    const sample = new Sample().put(
      claim,
      kustomizationObject('tenants', { status }),
    );
    expect(state(sample)).toBe('done');
    sample.requests.set(requestFor('other'));
    expect(state(sample)).toBe('done');
  });
});
