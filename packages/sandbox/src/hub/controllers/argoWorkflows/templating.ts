import { findField } from '../runtime/fieldPath';

/** Names a template may use: `inputs.parameters.x`, `workflow.name`, `tasks.a.outputs.parameters.y`… */
export type WorkflowScope = Record<string, string>;

/** A placeholder that stands for nothing. */
export class UnresolvedPlaceholderError extends Error {
  override name = 'UnresolvedPlaceholderError';
}

/** Fills `{{name}}` and `{{= expression}}` in a text. */
export function substitute(text: string, scope: WorkflowScope): string {
  return text.replace(
    /\{\{(=?)\s*([\s\S]*?)\s*\}\}/g,
    (_, expression, body) => {
      if (expression) return String(evaluateExpression(body, scope));
      if (!Object.hasOwn(scope, body)) {
        throw new UnresolvedPlaceholderError(`failed to resolve {{${body}}}`);
      }
      return scope[body];
    },
  );
}

/** Fills every string of a value. */
export function substituteAll<T>(value: T, scope: WorkflowScope): T {
  if (typeof value === 'string') return substitute(value, scope) as T;
  if (Array.isArray(value)) {
    return value.map(item => substituteAll(item, scope)) as T;
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        substituteAll(item, scope),
      ]),
    ) as T;
  }
  return value;
}

/** The little of expr-lang that templates use: names, strings, ==, !=, and `a ? b : c`. */
function evaluateExpression(body: string, scope: WorkflowScope): unknown {
  const choice = /^(.*?)\?(.*):(.*)$/s.exec(body);
  if (choice) {
    return evaluateCondition(choice[1], scope)
      ? operand(choice[2], scope)
      : operand(choice[3], scope);
  }
  return /[=!]=/.test(body)
    ? evaluateCondition(body, scope)
    : operand(body, scope);
}

function operand(text: string, scope: WorkflowScope): string {
  const trimmed = text.trim();
  const quoted = /^(['"])(.*)\1$/s.exec(trimmed);
  if (quoted) return quoted[2];
  const name = trimmed.replace(/\[['"](.+?)['"]\]/g, '.$1');
  return Object.hasOwn(scope, name) ? scope[name] : trimmed;
}

/** `a == b`, `a != b`, joined by && and ||: what `when` and expressions need. */
export function evaluateCondition(text: string, scope: WorkflowScope): boolean {
  return text.split('||').some(either =>
    either.split('&&').every(part => {
      const [, left, operator, right] = /^(.*?)(==|!=)(.*)$/s.exec(part) ?? [];
      if (!operator) return operand(part, scope) === 'true';
      const same = operand(left, scope) === operand(right, scope);
      return operator === '==' ? same : !same;
    }),
  );
}

/** Kubernetes' JSONPath for one value: `{.metadata.uid}`. */
export function jsonPath(object: unknown, path: string): string | undefined {
  const value = findField(object, path.replace(/^\{?\.?|\}$/g, ''));
  if (value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
