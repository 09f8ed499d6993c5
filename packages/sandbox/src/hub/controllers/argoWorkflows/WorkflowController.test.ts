import { TestHub } from '../__testUtils__/TestHub';
import { KubeObject } from '../../store/types';
import { WorkflowNode } from './WorkflowNode';

jest.setTimeout(30_000);

const workflow = (spec: Record<string, unknown>): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: { name: 'run', namespace: 'argo' },
  spec: { entrypoint: 'main', ...spec },
});
const container = { container: { image: 'x', command: ['x'] } };
const ref = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  namespace: 'argo',
  name: 'run',
};

describe('Workflows', () => {
  let hub: TestHub;
  beforeEach(() => {
    hub = new TestHub(100);
    hub.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'argo' },
    });
  });
  afterEach(() => hub.close());

  const ended = () =>
    hub.until('the end', () => {
      const found = hub.get(ref);
      return found?.status?.finishedAt ? found : undefined;
    });
  const nodes = (run: KubeObject | undefined) =>
    Object.values<WorkflowNode>(run?.status?.nodes ?? {});
  const node = (run: KubeObject | undefined, name: string) =>
    nodes(run).find(({ displayName }) => displayName === name);

  it('really does resource templates, and hands outputs on', async () => {
    hub.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'source', namespace: 'argo' },
      data: { colour: 'red' },
    });
    hub.start();
    hub.apply(
      workflow({
        templates: [
          {
            name: 'main',
            dag: {
              tasks: [
                { name: 'read', template: 'read' },
                {
                  name: 'write',
                  template: 'write',
                  depends: 'read.Succeeded',
                  arguments: {
                    parameters: [
                      {
                        name: 'colour',
                        value: '{{tasks.read.outputs.parameters.colour}}',
                      },
                    ],
                  },
                },
              ],
            },
          },
          {
            name: 'read',
            resource: {
              action: 'get',
              manifest:
                'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: source }',
            },
            outputs: {
              parameters: [
                { name: 'colour', valueFrom: { jsonPath: '{.data.colour}' } },
              ],
            },
          },
          {
            name: 'write',
            inputs: { parameters: [{ name: 'colour' }] },
            resource: {
              action: 'apply',
              manifest:
                'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: target }\ndata: { colour: {{inputs.parameters.colour}} }',
            },
          },
        ],
      }),
    );
    expect((await ended()).status).toMatchObject({ phase: 'Succeeded' });
    expect(
      hub.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'argo',
        name: 'target',
      })?.data,
    ).toEqual({ colour: 'red' });
  });

  it('fails with what kubectl would say', async () => {
    hub.start();
    hub.apply(
      workflow({
        templates: [
          {
            name: 'main',
            resource: {
              action: 'get',
              manifest:
                'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: none }',
            },
          },
        ],
      }),
    );
    expect((await ended()).status).toMatchObject({
      phase: 'Failed',
      message:
        'Error (exit code 1): Error from server (NotFound): configmaps "none" not found',
    });
  });

  it('stops at a gate until somebody opens it', async () => {
    hub.start();
    hub.apply(
      workflow({
        templates: [
          {
            name: 'main',
            steps: [
              [{ name: 'prepare', template: 'work' }],
              [{ name: 'approve', template: 'gate' }],
              [{ name: 'finish', template: 'work' }],
            ],
          },
          { name: 'gate', suspend: {} },
          { name: 'work', ...container },
        ],
      }),
    );
    const waiting = await hub.until('the gate', () => {
      const found = hub.get(ref);
      return node(found, 'approve') && found;
    });
    expect(node(waiting, 'approve')).toMatchObject({
      type: 'Suspend',
      phase: 'Running',
      name: 'run[1].approve',
    });
    expect(waiting!.status.phase).toBe('Running');
    const copy = JSON.parse(JSON.stringify(waiting));
    node(copy, 'approve')!.phase = 'Succeeded';
    hub.store.update(copy);
    expect((await ended()).status.phase).toBe('Succeeded');
    expect(node(hub.get(ref), '[2]')).toMatchObject({ type: 'StepGroup' });
  });

  it('tries again below a Retry node, then gives up', async () => {
    hub.start({
      failurePlan: {
        failureFor: (_, step) => (step ? { kind: 'failing-step' } : undefined),
      },
    });
    hub.apply(
      workflow({
        templates: [
          { name: 'main', retryStrategy: { limit: '1' }, ...container },
        ],
      }),
    );
    const run = await ended();
    expect(run.status).toMatchObject({
      phase: 'Failed',
      message: 'No more retries left',
    });
    expect(
      nodes(run)
        .map(
          ({ displayName, type, phase }) => `${displayName} ${type} ${phase}`,
        )
        .sort(),
    ).toEqual(['run Retry Failed', 'run(0) Pod Failed', 'run(1) Pod Failed']);
  });

  it('is shut down by its spec', async () => {
    hub.start();
    hub.apply(
      workflow({
        templates: [{ name: 'main', suspend: {} }],
      }),
    );
    const running = await hub.until('it to run', () => {
      const found = hub.get(ref);
      return found?.status?.phase === 'Running' && found;
    });
    hub.store.update({
      ...running,
      spec: { ...running.spec, shutdown: 'Terminate' },
    });
    expect((await ended()).status).toMatchObject({
      phase: 'Failed',
      message: "Stopped with strategy 'Terminate'",
    });
  });

  it.each([
    {
      reason: 'a template that is not there',
      spec: { workflowTemplateRef: { name: 'nowhere' } },
      message: 'workflowtemplates.argoproj.io "nowhere" not found',
    },
    {
      reason: 'a parameter without a value',
      spec: {
        arguments: { parameters: [{ name: 'a' }] },
        templates: [{ name: 'main', ...container }],
      },
      message:
        'spec.arguments.a.value or spec.arguments.a.valueFrom is required',
    },
  ])('is in Error for $reason', async ({ spec, message }) => {
    hub.start();
    hub.apply(workflow(spec));
    expect((await ended()).status).toMatchObject({ phase: 'Error', message });
  });
});
