import { clusterWith } from '../__testUtils__/clusterWith';
import {
  fluxReady,
  gitRepositoryObject,
  inventoryOf,
  kustomizationObject,
} from '../__testUtils__/fluxObjects';
import {
  applicationObject,
  claimObject,
  compositeObject,
  eventObject,
  managedObject,
  READY,
  SYNCED,
  workflowObject,
} from '../__testUtils__/objects';
import { mergedRequestFor } from '../__testUtils__/requestFor';
import { Sample } from '../__testUtils__/Sample';
import type { WireObject } from '../__testUtils__/Sample';
import { createJourneyEngine } from '../createJourneyEngine';

const project = (...syncWindows: object[]): WireObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'payments', namespace: 'argocd', uid: 'project' },
  spec: { syncWindows },
});

const usage: WireObject = {
  apiVersion: 'protection.crossplane.io/v1beta1',
  kind: 'Usage',
  metadata: { name: 'hold', namespace: 'payments', uid: 'usage' },
  spec: {
    of: {
      apiVersion: 'platform.spokeport.dev/v1alpha1',
      kind: 'TenantCluster',
      resourceRef: { name: 'prod' },
    },
    reason: 'used',
  },
};

const sensor = (dataKey: string): WireObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Sensor',
  metadata: { name: 'onboard', namespace: 'argo-events', uid: 'sensor' },
  spec: {
    triggers: [
      {
        template: {
          name: 'start',
          k8s: {
            parameters: [
              { src: { dataKey }, dest: 'spec.arguments.parameters.0.value' },
            ],
            source: {
              resource: {
                spec: { arguments: { parameters: [{ name: 'a' }] } },
              },
            },
          },
        },
      },
    ],
  },
});

const run = (parameters: Record<string, string>) =>
  workflowObject('run', {
    labels: { 'events.argoproj.io/sensor': 'onboard' },
    parameters,
    phase: 'Succeeded',
  });

function provisioned(...others: WireObject[]) {
  const done = { conditions: [SYNCED, READY] };
  const { sample, composite } = clusterWith([], {
    claim: done,
    composite: done,
  });
  return sample.put(eventObject(composite), ...others);
}

function merged(...objects: WireObject[]) {
  const sample = new Sample().put(...objects);
  sample.requests.set(mergedRequestFor('prod'));
  return sample;
}

const outOfSync = applicationObject('tenant-payments', {
  status: { sync: { status: 'OutOfSync', revision: 'a'.repeat(40) } },
});

const DENY = {
  kind: 'deny',
  schedule: '* * * * *',
  duration: '1h',
  applications: ['*'],
};

const waiting = (name: string, on: string) =>
  kustomizationObject(name, {
    spec: { dependsOn: [{ name: on }] },
    status: {
      conditions: [
        fluxReady(
          'False',
          'DependencyNotReady',
          `dependency 'flux-system/${on}' is not ready`,
        ),
      ],
    },
  });

const deleting = () => {
  const metadata = { deletionTimestamp: '2026-11-21T10:04:00Z' };
  const composite = compositeObject('prod-x1', [], { claim: 'prod', metadata });
  return new Sample().put(
    claimObject('prod', { composite, metadata }),
    composite,
  );
};

describe('what a change concerns', () => {
  it.each([
    {
      reason: 'a foreign run that was given the uid of its event',
      sample: provisioned(sensor('body.metadata.uid')),
      change: (sample: Sample) => sample.put(run({ a: 'event-xr-prod-x1' })),
    },
    {
      reason: 'a foreign run that was given the name of its event',
      sample: provisioned(sensor('body.metadata.name')),
      change: (sample: Sample) =>
        sample.put(run({ a: 'cluster-event-prod-x1' })),
    },
    {
      reason: 'the Sensor that explains a run',
      sample: provisioned(run({ a: 'prod' })),
      change: (sample: Sample) => sample.put(sensor('body.data.clusterName')),
    },
    {
      reason: 'a window that its project was given',
      sample: merged(outOfSync, project()),
      change: (sample: Sample) => sample.put(project(DENY)),
    },
    {
      reason: 'a project that was not seen before',
      sample: merged(outOfSync),
      change: (sample: Sample) => sample.put(project(DENY)),
    },
    {
      reason: 'a Kustomization that now covers the path',
      sample: merged(gitRepositoryObject()),
      change: (sample: Sample) => sample.put(kustomizationObject('tenants')),
    },
    {
      reason: 'the Kustomization that its own one depends on',
      sample: merged(
        gitRepositoryObject(),
        waiting('tenants', 'crossplane'),
        kustomizationObject('crossplane'),
      ),
      change: (sample: Sample) =>
        sample.put(
          kustomizationObject('crossplane', { spec: { suspend: true } }),
        ),
    },
    {
      reason: 'the source of its Kustomization',
      sample: merged(gitRepositoryObject(), kustomizationObject('tenants')),
      change: (sample: Sample) =>
        sample.put(
          gitRepositoryObject('platform', { spec: { suspend: true } }),
        ),
    },
    {
      reason: 'an inventory that now holds its claim',
      sample: new Sample().put(
        claimObject('prod'),
        kustomizationObject('tenants'),
      ),
      change: (sample: Sample) =>
        sample.put(
          kustomizationObject('tenants', {
            status: inventoryOf(claimObject('prod')),
          }),
        ),
    },
    {
      reason: 'a Usage that holds what is deleted',
      sample: deleting(),
      change: (sample: Sample) => sample.put(usage),
    },
    {
      reason: 'the end of a Usage',
      sample: deleting().put(usage),
      change: (sample: Sample) => sample.delete(usage),
    },
    {
      reason: 'a reference that is resolved',
      sample: clusterWith([managedObject('Role', 'node-role', [SYNCED, READY])])
        .sample,
      change: (sample: Sample) =>
        sample.put(managedObject('Role', 'node-role', [SYNCED])),
    },
  ])('is seen at once: $reason', ({ sample, change }) => {
    const { now, ...input } = sample.input;
    const engine = createJourneyEngine({ ...input, now: () => sample.now });
    try {
      const ref = { hub: 'hub-eu', namespace: 'payments', name: 'prod' };
      const before = engine.view(ref)?.summary.revision;
      change(sample);
      engine.flush();
      const after = engine.view(ref)?.summary.revision;
      expect(before).toBeDefined();
      expect(after).not.toBe(before);
      // What stands in its way is what a look at the whole hub would find.
      expect(engine.view(ref)?.blockers).toEqual(sample.view('prod').blockers);
    } finally {
      engine.stop();
    }
  });
});
