import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import Ajv from 'ajv';
import { parse } from 'yaml';

/** The steps of an action's examples with what keeps their input from being accepted; an expression stands for any value. */
export function exampleProblems(action: TemplateAction<any, any, any>) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const validate = ajv.compile(action.schema?.input as object);
  return (action.examples ?? []).map(({ description, example }) => {
    const { steps } = parse(example) as {
      steps: { action: string; input: Record<string, unknown> }[];
    };
    const own = steps.filter(step => step.action === action.id);
    const problems = own.flatMap(({ input }) =>
      validate(input)
        ? []
        : (validate.errors ?? [])
            .filter(({ instancePath }) => {
              const value = instancePath
                .split('/')
                .slice(1)
                .reduce<unknown>(
                  (at, key) => (at as Record<string, unknown>)?.[key],
                  input,
                );
              return !(typeof value === 'string' && value.startsWith('${{'));
            })
            .map(error => `${error.instancePath} ${error.message}`),
    );
    return { description, steps: own.length, problems };
  });
}
