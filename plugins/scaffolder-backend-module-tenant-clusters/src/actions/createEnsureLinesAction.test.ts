import { readFile } from 'node:fs/promises';
import type { ActionLab } from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { addLines } from '../text/addLines';
import { createEnsureLinesAction } from './createEnsureLinesAction';
import { createOpenPullRequestAction } from './createOpenPullRequestAction';

const FILE = '.github/CODEOWNERS';
const OWNERS = '# Whose it is\n* @acme/platform-team\n';
const LINE = '/tenants/payments/values/ @acme/payments';

describe('tenant-clusters:lines:ensure', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let platform: PlatformAnswers;
  let action: ReturnType<typeof createEnsureLinesAction>;

  beforeAll(async () => {
    ({ lab, platform } = await start());
    await lab.commit({ [FILE]: OWNERS });
    action = createEnsureLinesAction({ ...lab.services, ...platform.services });
  });

  beforeEach(() => workspace.clear());

  const ensure = (input: Record<string, unknown> = {}) =>
    lab.run(action, { hub: 'hub-eu', path: FILE, lines: [LINE], ...input });

  it('adds a line to the file of the repository, which is proposed from a folder of the workspace', async () => {
    const { output } = await ensure({ sourcePath: 'platform' });
    expect(output.outcome).toBe('changed');
    expect(output.diff).toContain(`+${LINE}\n`);
    expect(await readFile(workspace.resolve(`platform/${FILE}`), 'utf8')).toBe(
      `${OWNERS}${LINE}\n`,
    );
    const open = createOpenPullRequestAction(lab.services);
    const propose = () =>
      lab.run(open, {
        hub: 'hub-eu',
        subject: 'own',
        title: 'Own',
        sourcePath: 'platform',
      });
    // What somebody committed since it was read is not undone.
    await lab.commit({ [FILE]: '# Anew\n' });
    await expect(propose()).rejects.toThrow(FILE);
    await lab.commit({ [FILE]: OWNERS });
    expect((await propose()).output.outcome).toBe('created');
  });

  it('changes nothing when the line is there', async () => {
    workspace.setContent({ [FILE]: `${LINE}  \r\n* @a\r\n` });
    const { output } = await ensure();
    expect(output).toMatchObject({ outcome: 'unchanged', diff: '' });
    expect(await readFile(workspace.resolve(FILE), 'utf8')).toBe(
      `${LINE}  \r\n* @a\r\n`,
    );
  });

  it('makes a file that is not there', async () => {
    const { output } = await ensure({ path: '.gitignore', lines: ['a', 'b'] });
    expect(output.outcome).toBe('created');
    expect(await readFile(workspace.resolve('.gitignore'), 'utf8')).toBe(
      'a\nb\n',
    );
  });

  it.each([
    { reason: 'YAML', input: { path: 'a.yaml' }, error: /manifest:edit/ },
    {
      reason: 'two lines in one',
      input: { lines: ['a\n* @me'] },
      error: '"a\\n* @me" is no line',
    },
    {
      reason: 'a path out of the workspace',
      input: { path: '../x' },
      error: /Relative path is not allowed/,
    },
  ])('refuses $reason', async ({ input, error }) => {
    await expect(ensure(input)).rejects.toThrow(error);
  });

  it('has examples that its schema accepts', () => {
    expect(exampleProblems(action)).toMatchObject([{ steps: 1, problems: [] }]);
  });
});

describe('addLines', () => {
  it.each([
    { reason: 'no text', text: '', lines: ['a'], result: 'a\n' },
    { reason: 'an open end', text: 'a', lines: ['b'], result: 'a\nb\n' },
    { reason: 'CRLF', text: 'a\r\n', lines: ['b'], result: 'a\r\nb\r\n' },
    { reason: 'twice', text: 'a\n', lines: ['b', 'b', 'a'], result: 'a\nb\n' },
  ])('$reason', ({ text, lines, result }) => {
    expect(addLines(text, lines)).toBe(result);
  });
});
