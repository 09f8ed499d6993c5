import { clusterWith } from '../__testUtils__/clusterWith';
import {
  CREATING,
  managedObject,
  READY,
  SYNCED,
} from '../__testUtils__/objects';
import { recorded } from '../__testUtils__/Sample';
import type { ProjectedBase } from '../../projections/types';
import { judgeCondition } from './polarity';
import type { Verdict } from './polarity';

const CROSSPLANE = 'apiextensions.crossplane.io';
const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';

const TABLE: [string, string, string, string | undefined, Verdict][] = [
  ['platform.spokeport.dev', 'XTenantCluster', 'Ready', 'True', 'good'],
  ['platform.spokeport.dev', 'XTenantCluster', 'Ready', 'False', 'bad'],
  ['platform.spokeport.dev', 'XTenantCluster', 'Synced', 'False', 'bad'],
  [
    'platform.spokeport.dev',
    'XTenantCluster',
    'Responsive',
    'False',
    'informational',
  ],
  ['iam.aws.upbound.io', 'Role', 'LastAsyncOperation', 'False', 'bad'],
  ['iam.aws.upbound.io', 'Role', 'AsyncOperation', 'False', 'informational'],
  ['iam.aws.upbound.io', 'Role', 'UpToDate', 'False', 'informational'],
  ['iam.aws.upbound.io', 'Role', 'Healthy', 'False', 'unknown'],
  [
    'platform.spokeport.dev',
    'TenantCluster',
    'NetworkReady',
    'False',
    'unknown',
  ],
  [CROSSPLANE, 'CompositeResourceDefinition', 'Established', 'False', 'bad'],
  [CROSSPLANE, 'CompositeResourceDefinition', 'Offered', 'True', 'good'],
  [CROSSPLANE, 'CompositionRevision', 'ValidPipeline', 'False', 'bad'],
  ['pkg.crossplane.io', 'Provider', 'Installed', 'False', 'bad'],
  ['pkg.crossplane.io', 'Provider', 'Healthy', 'False', 'bad'],
  ['pkg.crossplane.io', 'FunctionRevision', 'RuntimeHealthy', 'False', 'bad'],
  ['pkg.crossplane.io', 'Provider', 'Ready', 'False', 'unknown'],
  ['argoproj.io', 'Application', 'ComparisonError', undefined, 'bad'],
  [
    'argoproj.io',
    'Application',
    'OrphanedResourceWarning',
    undefined,
    'informational',
  ],
  ['argoproj.io', 'ApplicationSet', 'ErrorOccurred', 'False', 'good'],
  ['argoproj.io', 'ApplicationSet', 'ErrorOccurred', 'True', 'bad'],
  [
    'argoproj.io',
    'ApplicationSet',
    'RolloutProgressing',
    'True',
    'informational',
  ],
  ['argoproj.io', 'Workflow', 'PodRunning', 'False', 'informational'],
  ['argoproj.io', 'Workflow', 'SpecError', 'True', 'bad'],
  ['argoproj.io', 'Rollout', 'Progressing', 'False', 'bad'],
  ['argoproj.io', 'Rollout', 'Healthy', 'False', 'informational'],
  ['argoproj.io', 'Sensor', 'TriggersProvided', 'False', 'bad'],
  ['argoproj.io', 'EventSource', 'Deployed', 'True', 'good'],
  ['argoproj.io', 'CronWorkflow', 'Ready', 'False', 'unknown'],
  [KUSTOMIZE, 'Kustomization', 'Ready', 'False', 'bad'],
  [KUSTOMIZE, 'Kustomization', 'Ready', 'Unknown', 'good'],
  [KUSTOMIZE, 'Kustomization', 'Reconciling', 'True', 'informational'],
  [KUSTOMIZE, 'Kustomization', 'Stalled', 'True', 'bad'],
  [KUSTOMIZE, 'Kustomization', 'Stalled', 'False', 'good'],
  ['helm.toolkit.fluxcd.io', 'HelmRelease', 'Released', 'False', 'bad'],
  [
    'helm.toolkit.fluxcd.io',
    'HelmRelease',
    'Remediated',
    'True',
    'informational',
  ],
  ['source.toolkit.fluxcd.io', 'GitRepository', 'FetchFailed', 'True', 'bad'],
  [
    'source.toolkit.fluxcd.io',
    'GitRepository',
    'ArtifactOutdated',
    'True',
    'informational',
  ],
  // A name that every object has, and no condition.
  [
    'platform.spokeport.dev',
    'XTenantCluster',
    'constructor',
    'False',
    'unknown',
  ],
];

describe('the polarity table', () => {
  it.each(TABLE)('%s %s: %s=%s is %s', (group, kind, type, status, verdict) => {
    const object = { group, kind } as ProjectedBase;
    expect(judgeCondition(object, { type, status })).toBe(verdict);
  });

  it.each([
    { reason: 'a Ready XR whose watches are throttled', name: 'xr-ready' },
    { reason: 'a nested XR', name: 'xnetwork-ready' },
    { reason: 'managed resources', name: 'managed-ready' },
    { reason: 'a workflow that ended well', name: 'sensor-workflow-succeeded' },
  ])('finds nothing bad in what was recorded as well: $reason', ({ name }) => {
    const verdicts = recorded(name).flatMap(object => {
      const [group] = object.apiVersion.split('/');
      const { conditions } = object.status as {
        conditions: { type: string; status: string }[];
      };
      return conditions.map(condition =>
        judgeCondition(
          { group, kind: object.kind } as ProjectedBase,
          condition,
        ),
      );
    });
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts).not.toContain('bad');
  });
});

describe('resources by their conditions', () => {
  const unknown = { type: 'Frobnicated', status: 'False', message: 'no' };
  const stateOf = (...conditions: Parameters<typeof managedObject>[2]) =>
    clusterWith([managedObject('Role', 'r', conditions)])
      .sample.view('prod')
      .resources.find(({ kind }) => kind === 'Role')?.state;

  it('an unknown condition never blocks a Ready object', () => {
    expect(stateOf(SYNCED, READY, unknown)).toBe('ready');
  });

  it('an unknown condition does not make a waiting object failed', () => {
    expect(stateOf(SYNCED, CREATING, unknown)).toBe('waiting');
  });

  it('absent is not ok: a managed resource without Ready is waited for', () => {
    expect(stateOf(SYNCED)).toBe('waiting');
  });

  it('absent is not ok: a word of the platform’s own does not make an XR without Ready ready', () => {
    const { sample } = clusterWith([], {
      composite: { conditions: [SYNCED] },
      claim: { conditions: [SYNCED] },
    });
    const composite = {
      ...clusterWith([], { composite: { conditions: [SYNCED] } }).composite,
      status: { state: 'ACTIVE', conditions: [SYNCED] },
    };
    expect(
      sample
        .put(composite)
        .view('prod')
        .resources.map(({ state }) => state),
    ).toEqual(['waiting', 'waiting']);
  });

  it.each([
    ['ACTIVE', 'ready'],
    ['IN_PROGRESS', 'waiting'],
    ['ERROR', 'failed'],
    ['Whatever', 'none'],
  ])('what has a word instead of conditions: %s is %s', (word, state) => {
    const instance = {
      ...managedObject('WebStack', 'w', []),
      apiVersion: 'kro.run/v1alpha1',
      spec: {},
      status: { state: word },
    };
    const found = clusterWith([instance])
      .sample.view('prod')
      .resources.find(({ kind }) => kind === 'WebStack');
    expect(found?.state).toBe(state);
  });
});
