import { clusterWith } from '../__testUtils__/clusterWith';
import {
  claimObject,
  eventObject,
  READY,
  SYNCED,
  workflowObject,
} from '../__testUtils__/objects';
import type { Sample, WireObject } from '../__testUtils__/Sample';
import { splitSensorPath } from './sensorValues';

const done = { conditions: [SYNCED, READY] };
const provisioned = () => clusterWith([], { claim: done, composite: done });

/** A Sensor of the form that was recorded of Argo Events 1.9, with another mapping. */
const sensor = (
  mapping: [dataKey: string, dest: string][],
  options: { name?: string; namespace?: string; trigger?: string } = {},
): WireObject => {
  const {
    name = 'onboard',
    namespace = 'argo-events',
    trigger = 'start',
  } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Sensor',
    metadata: { name, namespace, uid: `sensor-${namespace}-${name}` },
    spec: {
      dependencies: [
        { name: 'created', eventSourceName: 'cluster', eventName: 'created' },
      ],
      triggers: [
        {
          template: {
            name: trigger,
            k8s: {
              operation: 'create',
              parameters: mapping.map(([dataKey, dest]) => ({
                src: { dependencyName: 'created', dataKey },
                dest,
              })),
              source: {
                resource: {
                  spec: {
                    arguments: { parameters: [{ name: 'a' }, { name: 'b' }] },
                  },
                },
              },
            },
          },
        },
      ],
    },
  };
};

const ARGUMENT = (index: number) => `spec.arguments.parameters.${index}.value`;

const run = (
  name: string,
  parameters: Record<string, string>,
  options: { labels?: Record<string, string>; createdAt?: string } = {},
) =>
  workflowObject(name, {
    labels: {
      'events.argoproj.io/sensor': 'onboard',
      'events.argoproj.io/trigger': 'start',
      ...options.labels,
    },
    parameters,
    phase: 'Succeeded',
    createdAt: options.createdAt,
  });

const connected = (sample: Sample) =>
  sample.view('prod').journey?.stages.find(({ name }) => name === 'connected');

const links = (sample: Sample) =>
  sample
    .view('prod')
    .journey?.links.filter(({ type }) => type === 'workflow')
    .map(({ name, via }) => `${name} by ${via}`);

describe('workflow → event, by the Sensor’s mapping', () => {
  it.each([
    {
      reason: 'its uid',
      dataKey: 'body.metadata.uid',
      value: 'event-xr-prod-x1',
      fits: true,
    },
    {
      reason: 'another uid',
      dataKey: 'body.metadata.uid',
      value: 'event-xr-other',
      fits: false,
    },
    {
      reason: 'its name',
      dataKey: 'body.metadata.name',
      value: 'cluster-event-prod-x1',
      fits: true,
    },
    {
      reason: 'a label, its dots escaped',
      dataKey: 'body.metadata.labels.spokeport\\.dev/name',
      value: 'prod',
      fits: true,
    },
    {
      reason: 'a label of another value',
      dataKey: 'body.metadata.labels.spokeport\\.dev/name',
      value: 'stage',
      fits: false,
    },
    {
      reason: 'the cluster’s name in its data',
      dataKey: 'body.data.clusterName',
      value: 'prod',
      fits: true,
    },
    {
      reason: 'the generated name of its XR in its data',
      dataKey: 'body.data.clusterName',
      value: 'prod-x1',
      fits: true,
    },
    {
      reason: 'something of its data that names no cluster',
      dataKey: 'body.data.productTeamName',
      value: 'prod',
      fits: false,
    },
  ])('a run that was given $reason: $fits', ({ dataKey, value, fits }) => {
    const { sample, composite } = provisioned();
    sample.put(
      eventObject(composite, {
        labels: {
          'spokeport.dev/event': 'cluster',
          'spokeport.dev/name': 'prod',
        },
      }),
      sensor([[dataKey, ARGUMENT(1)]]),
      run('run', { b: value }),
    );
    expect(links(sample)).toEqual(
      fits ? ['run by parameter mapping of Sensor onboard'] : [],
    );
    expect(connected(sample)?.state === 'done').toBe(fits);
  });

  it('goes by the mapping and not by what a parameter is called', () => {
    const { sample, composite } = provisioned();
    sample.put(
      eventObject(composite),
      sensor([['body.metadata.uid', 'metadata.labels.for']]),
      run(
        'run',
        { 'cluster-name': 'prod' },
        { labels: { for: 'event-xr-other' } },
      ),
    );
    expect(links(sample)).toEqual([]);
  });

  it('needs all of what it was given to fit', () => {
    const { sample } = provisioned();
    sample.put(
      sensor([
        ['body.data.clusterName', ARGUMENT(0)],
        ['body.data.claimNamespace', ARGUMENT(1)],
      ]),
      run('theirs', { a: 'prod', b: 'orders' }),
      run('ours', { a: 'prod', b: 'payments' }),
    );
    expect(links(sample)).toEqual([
      'ours by parameter mapping of Sensor onboard',
    ]);
  });

  it('does not believe a value that was joined to another', () => {
    const { sample, composite } = provisioned();
    const joining = sensor([['body.metadata.uid', ARGUMENT(0)]]);
    const [{ template }] = (joining.spec as any).triggers;
    template.k8s.parameters[0].operation = 'append';
    sample.put(
      eventObject(composite),
      joining,
      run('run', { a: 'event-xr-prod-x1' }),
    );
    expect(links(sample)).toEqual([]);
  });

  it('reports a tie: two clusters that fit what the run was given', () => {
    const { sample } = provisioned();
    sample.put(
      claimObject('prod', { uid: 'claim-rival', namespace: 'orders' }),
      sensor([['body.data.clusterName', ARGUMENT(0)]]),
      run('run', { a: 'prod' }),
    );
    expect(connected(sample)).toMatchObject({
      state: 'unknown',
      summary: { id: 'stage.connected.ambiguous' },
    });
  });

  it('reports a tie: two events with the label that the run was given', () => {
    const { sample, composite } = provisioned();
    const labels = { 'spokeport.dev/event': 'cluster', team: 'payments' };
    sample.put(
      eventObject(composite, { labels }),
      eventObject(composite, {
        uid: 'event-other',
        name: 'other',
        labels,
        ownerReferences: undefined,
      }),
      sensor([['body.metadata.labels.team', ARGUMENT(0)]]),
      run('run', { a: 'payments' }),
    );
    expect(connected(sample)?.state).toBe('unknown');
  });

  it('reads parameters by their names where two Sensors of that name say otherwise', () => {
    const { sample } = provisioned();
    sample.put(
      sensor([['body.data.clusterName', ARGUMENT(0)]]),
      sensor([['body.data.region', ARGUMENT(0)]], { namespace: 'other' }),
      run('run', { a: 'prod' }),
    );
    expect(links(sample)).toEqual([]);
  });

  it('takes the newest of several runs', () => {
    const { sample } = provisioned();
    sample.put(
      sensor([['body.data.clusterName', ARGUMENT(0)]]),
      run('old', { a: 'prod' }, { createdAt: '2026-11-21T10:02:00Z' }),
      run('new', { a: 'prod' }, { createdAt: '2026-11-21T10:03:00Z' }),
    );
    expect(connected(sample)?.summary.values).toEqual({ workflow: 'new' });
  });
});

describe('splitSensorPath', () => {
  it.each([
    ['body.data.clusterName', ['body', 'data', 'clusterName']],
    ['a.b\\.c/d.e', ['a', 'b.c/d', 'e']],
    ['', ['']],
    ['a\\', ['a']],
  ])('%s', (path, keys) => {
    expect(splitSensorPath(path)).toEqual(keys);
  });
});
