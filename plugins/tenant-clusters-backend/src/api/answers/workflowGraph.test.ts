import type { ProjectedWorkflowNode } from '../../projections/types';
import { workflowGraph } from './workflowGraph';

const node = (
  id: string,
  type: string,
  more: Partial<ProjectedWorkflowNode> = {},
): ProjectedWorkflowNode => ({
  id,
  name: id,
  displayName: id,
  type,
  phase: 'Succeeded',
  children: [],
  ...more,
});

const lines = (nodes: ProjectedWorkflowNode[]) =>
  workflowGraph(nodes).steps.map(
    ({ node: id, depth }) => `${'  '.repeat(depth)}${id}`,
  );

const edges = (nodes: ProjectedWorkflowNode[]) =>
  workflowGraph(nodes).edges.map(({ from, to }) => `${from} → ${to}`);

/** A DAG: a retried task, and one after it. Node types and links as in argoproj/argo-workflows:workflow/controller/dag.go. */
const RETRIED = [
  node('run', 'DAG', { children: ['run.a'] }),
  node('run.a', 'Retry', {
    boundaryId: 'run',
    children: ['run.a(0)', 'run.a(1)', 'run.b'],
    startedAt: '2026-11-20T10:00:00Z',
  }),
  node('run.a(0)', 'Pod', {
    boundaryId: 'run',
    phase: 'Failed',
    message: 'first failure',
  }),
  node('run.a(1)', 'Pod', { boundaryId: 'run', children: ['run.b'] }),
  node('run.b', 'Pod', {
    boundaryId: 'run',
    startedAt: '2026-11-20T10:01:00Z',
  }),
];

it('folds the attempts of a retried step into it', () => {
  const { nodes } = workflowGraph(RETRIED);
  expect(nodes.map(({ id, attempts }) => [id, attempts])).toEqual([
    ['run', undefined],
    ['run.a', 2],
    ['run.b', undefined],
  ]);
  expect(edges(RETRIED)).toEqual(['run → run.a', 'run.a → run.b']);
  expect(lines(RETRIED)).toEqual(['run.a', 'run.b']);
});

it('shows of a retried DAG what its last attempt contains', () => {
  const nodes = [
    node('run', 'Steps', { children: ['g'] }),
    node('g', 'StepGroup', { boundaryId: 'run', children: ['r'] }),
    node('r', 'Retry', { boundaryId: 'run', children: ['r(0)', 'r(1)'] }),
    node('r(0)', 'DAG', { boundaryId: 'run', children: ['old'] }),
    node('old', 'Pod', { boundaryId: 'r(0)' }),
    node('r(1)', 'DAG', { boundaryId: 'run', children: ['new'] }),
    node('new', 'Pod', { boundaryId: 'r(1)' }),
  ];
  expect(lines(nodes)).toEqual(['r', '  new']);
  expect(edges(nodes)).toEqual(['run → g', 'g → r', 'r → new']);
});

it('lists steps by when they started, nested ones below their own, and the exit handler last', () => {
  const at = (minute: number) => `2026-11-20T10:0${minute}:00Z`;
  const nodes = [
    node('run', 'Steps'),
    node('late', 'Pod', { boundaryId: 'run', startedAt: at(5) }),
    node('early', 'DAG', { boundaryId: 'run', startedAt: at(1) }),
    node('inner', 'Pod', { boundaryId: 'early', startedAt: at(2) }),
    node('omitted', 'Skipped', { boundaryId: 'run', phase: 'Omitted' }),
    node('x', 'Pod', { name: 'run.onExit', startedAt: at(7) }),
  ];
  expect(lines(nodes)).toEqual(['early', '  inner', 'late', 'x', 'omitted']);
});

it.each([
  {
    nodes: [node('run', 'DAG', { children: ['gone'] })],
    reason: 'a child that is not there',
  },
  {
    nodes: [
      node('run', 'DAG', { children: ['a'] }),
      node('a', 'Pod', { boundaryId: 'a', children: ['a', 'run'] }),
    ],
    reason: 'nodes that contain themselves',
  },
  { nodes: [], reason: 'no nodes' },
])('survives $reason', ({ nodes }) => {
  expect(workflowGraph(nodes).nodes).toHaveLength(nodes.length);
});

it('shows hostile text as text', () => {
  const { nodes } = workflowGraph([
    node('run', 'Pod', { message: 'a\u202eb\u0000c', displayName: '\u0007x' }),
  ]);
  expect(nodes[0]).toMatchObject({ name: 'x', message: 'a b c' });
});
