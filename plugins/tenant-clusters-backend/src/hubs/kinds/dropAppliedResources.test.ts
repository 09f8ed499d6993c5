import { projectApplication } from '../../projections/projectApplication';
import { dropAppliedResources } from './dropAppliedResources';

const applied = (group: string, name = 'a') => ({
  group,
  kind: 'Kind',
  message: `kind/${name} con]fig"ured`,
  name,
});
const application = (syncResult: unknown, rest: object = {}) => ({
  type: 'MODIFIED',
  object: {
    metadata: { name: 'app', uid: 'u', resourceVersion: '1' },
    spec: { project: 'ž' },
    status: {
      operationState: { phase: 'Failed', syncResult },
      resources: [applied('apps')],
      ...rest,
    },
  },
});
const project = (line: string) =>
  projectApplication(JSON.parse(line).object, {
    hub: 'eu',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
  });

it.each([
  { reason: 'nothing was applied', result: { resources: [] }, left: [] },
  {
    reason: 'all is of Kubernetes itself',
    result: { resources: [applied(''), applied('apps'), applied('a.k8s.io')] },
    left: [],
  },
  {
    reason: 'nothing is of Kubernetes itself',
    result: { resources: [applied('example.org'), applied('b.org', 'b')] },
    left: ['a', 'b'],
  },
  {
    reason: 'some is',
    result: {
      resources: [
        applied(''),
        applied('example.org', 'one'),
        applied('apps'),
        applied('apps'),
        applied('b.org', 'two'),
        applied('batch'),
      ],
      revision: 'abc',
    },
    left: ['one', 'two'],
  },
  {
    reason: 'the namespace is described before them',
    result: {
      managedNamespaceMetadata: { labels: { 'a}': '"]' } },
      resources: [applied(''), applied('example.org')],
    },
    left: ['a'],
  },
  {
    reason: 'items begin otherwise',
    result: { resources: [{ kind: 'Kind', name: 'a', group: 'apps' }] },
    left: ['a'],
  },
])('leaves what is read of an Application when $reason', ({ result, left }) => {
  const text = JSON.stringify(application(result));
  const line = dropAppliedResources(Buffer.from(text)).toString();
  expect(project(line)).toEqual(project(text));
  const { syncResult, ...rest } = JSON.parse(line).object.status.operationState;
  expect(syncResult.resources.map(({ name }: any) => name)).toEqual(left);
  expect(rest).toEqual({ phase: 'Failed' });
});

it.each([
  { reason: 'it has none', text: JSON.stringify(application(undefined)) },
  {
    reason: 'the result lists nothing, and the status does',
    text: JSON.stringify(application({ revision: 'abc' })),
  },
  {
    reason: 'the list is none',
    text: JSON.stringify(application({ resources: 'all' })),
  },
  {
    reason: 'the items are no objects',
    text: JSON.stringify(
      application({ resources: ['a', 1, [], { group: 'apps' }] }),
    ),
  },
  {
    reason: 'only a text says so',
    text: JSON.stringify(
      application(undefined, {
        summary: '"syncResult":{"resources":[{"group":""}]}',
      }),
    ),
  },
  {
    reason: 'it broke off',
    text: '{"syncResult":{"resources":[{"group":"apps"},{"group":"',
  },
  {
    reason: 'it broke off after an item',
    text: '{"syncResult":{"resources":[{"group":"apps"}',
  },
  {
    reason: 'it is written with spaces',
    text: '{"syncResult": {"resources": [{"group": "apps"}]}}',
  },
])('touches nothing of a line when $reason', ({ text }) => {
  expect(dropAppliedResources(Buffer.from(text)).toString()).toBe(text);
});
