import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** GitHub's parser is an ES module, which Jest does not load, and imports JSON in the way of bundlers, which Node does not. */
const PARSE = `
  import { readFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  registerHooks({
    load: (url, context, next) =>
      url.endsWith('.json')
        ? {
            format: 'module',
            shortCircuit: true,
            source: 'export default ' + readFileSync(new URL(url), 'utf8'),
          }
        : next(url, context),
  });
  const { NoOperationTraceWriter, parseWorkflow } = await import(
    '@actions/workflow-parser'
  );
  const files = JSON.parse(process.env.WORKFLOWS);
  const problems = Object.entries(files).flatMap(([name, content]) =>
    parseWorkflow({ name, content }, new NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(({ message }) => name + ': ' + message),
  );
  console.log(JSON.stringify(problems));
`;

/** What GitHub's own parser has against workflows, by their files' names. */
export async function workflowProblems(
  workflows: Record<string, string>,
): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', PARSE],
    { cwd: __dirname, env: { WORKFLOWS: JSON.stringify(workflows) } },
  );
  return JSON.parse(stdout);
}
