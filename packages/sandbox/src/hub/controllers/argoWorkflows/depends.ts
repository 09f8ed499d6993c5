import { WorkflowNode } from './WorkflowNode';

const DONE = ['Succeeded', 'Skipped', 'Failed', 'Error', 'Omitted'];

/** A DAG task's `depends`, from the older `dependencies` where that is used; empty when it waits for nothing. */
export function dependsOf(task: Record<string, any>): string {
  if (task.depends) return task.depends;
  return (task.dependencies ?? []).join(' && ');
}

export function dependencyNames(expression: string): string[] {
  return [
    ...new Set(
      (expression.match(/[\w-]+(?:\.\w+)?/g) ?? []).map(
        word => word.split('.')[0],
      ),
    ),
  ];
}

/** Whether all tasks of the expression are done and, then, whether it holds. */
export function evaluateDepends(
  expression: string,
  nodeOf: (task: string) => WorkflowNode | undefined,
): 'waiting' | 'run' | 'omit' {
  const names = dependencyNames(expression);
  const waits = names.some(name => !DONE.includes(nodeOf(name)?.phase ?? ''));
  if (waits) return 'waiting';
  const tokens = expression.match(/&&|\|\||[!()]|[\w-]+(?:\.\w+)?/g) ?? [];
  return disjunction(tokens, nodeOf) ? 'run' : 'omit';
}

type NodeOf = (task: string) => WorkflowNode | undefined;

function disjunction(tokens: string[], nodeOf: NodeOf): boolean {
  let value = conjunction(tokens, nodeOf);
  while (tokens[0] === '||') {
    tokens.shift();
    // Both sides are always read, so that no token is left.
    const right = conjunction(tokens, nodeOf);
    value = value || right;
  }
  return value;
}

function conjunction(tokens: string[], nodeOf: NodeOf): boolean {
  let value = term(tokens, nodeOf);
  while (tokens[0] === '&&') {
    tokens.shift();
    const right = term(tokens, nodeOf);
    value = value && right;
  }
  return value;
}

function term(tokens: string[], nodeOf: NodeOf): boolean {
  const token = tokens.shift();
  if (token === '!') return !term(tokens, nodeOf);
  if (token === '(') {
    const value = disjunction(tokens, nodeOf);
    tokens.shift();
    return value;
  }
  const [name, result] = String(token).split('.');
  const phase = nodeOf(name)?.phase ?? '';
  switch (result) {
    case undefined:
      return ['Succeeded', 'Skipped'].includes(phase);
    case 'Errored':
      return phase === 'Error';
    case 'Completed':
      return DONE.includes(phase);
    default:
      return phase === result;
  }
}
