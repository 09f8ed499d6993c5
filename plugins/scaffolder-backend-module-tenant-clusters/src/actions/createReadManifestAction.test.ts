import {
  type ActionLab,
  recordRequests,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { createReadManifestAction } from './createReadManifestAction';

const OVERLAY = `images:
  - name: app
    newName: ghcr.io/acme/api
    newTag: "1e10"
  - name: side
replicas: 0
public: false
labels:
  a.b/c: d
`;
const CLAIM = `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata: {name: orders-dev, namespace: orders}
spec: {size: small}
`;

describe('tenant-clusters:manifest:read', () => {
  const { workspace, start } = setUpActionLab();
  let lab: ActionLab;
  let platform: PlatformAnswers;
  let action: ReturnType<typeof createReadManifestAction>;

  beforeAll(async () => {
    ({ lab, platform } = await start());
    await lab.commit({
      'overlay.yaml': OVERLAY,
      'two.yaml': 'a: 1\n---\na: 2\n',
      'broken.yaml': 'a: [1\n',
      'claim.yaml': CLAIM,
    });
    action = createReadManifestAction({
      ...lab.services,
      ...platform.services,
    });
  });

  beforeEach(() => workspace.clear());

  const read = (input: Record<string, unknown>) =>
    lab.run(action, { hub: 'hub-eu', path: 'overlay.yaml', ...input });

  it('reads values of every kind, in one call, and writes nothing', async () => {
    const { value, recording } = await recordRequests(() =>
      read({
        fields: {
          image: 'images[name=app]',
          tag: 'images[0].newTag',
          replicas: 'replicas',
          public: 'public',
          label: ['labels', 'a.b/c'],
        },
      }),
    );
    expect(value.output.values).toEqual({
      image: { name: 'app', newName: 'ghcr.io/acme/api', newTag: '1e10' },
      tag: '1e10',
      replicas: 0,
      public: false,
      label: 'd',
    });
    expect(recording.requests).toHaveLength(1);
    expect(recording.writes).toEqual([]);
  });

  it('takes the file of the workspace first, and names of a list of fields are the fields', async () => {
    workspace.setContent({ 'overlay.yaml': 'replicas: 7\n' });
    const { output } = await read({ fields: ['replicas'] });
    expect(output.values).toEqual({ replicas: 7 });
  });

  it.each([
    {
      reason: 'a field that is not there',
      input: { fields: ['images[name=none]'] },
      error: 'overlay.yaml: there is no images[name=none]',
    },
    {
      reason: 'a file that is not there',
      input: { path: 'none.yaml', fields: ['a'] },
      error: 'There is no file none.yaml',
    },
    {
      reason: 'several documents',
      input: { path: 'two.yaml', fields: ['a'] },
      error: 'two.yaml: holds several documents',
    },
    {
      reason: 'what is no YAML',
      input: { path: 'broken.yaml', fields: ['a'] },
      error: /^broken.yaml: /,
    },
    {
      reason: 'a claim of another tenant',
      input: { path: 'claim.yaml', fields: ['spec.size'] },
      error: 'There is no file claim.yaml for a tenant that you belong to',
    },
    {
      reason: 'a path out of the workspace',
      input: { path: '../x.yaml', fields: ['a'] },
      error: /Relative path is not allowed/,
    },
    {
      reason: 'a key of JavaScript’s own',
      input: { fields: ['constructor'] },
      error: /names a key that no manifest has/,
    },
  ])('refuses $reason', async ({ input, error }) => {
    await expect(read(input)).rejects.toThrow(error);
  });

  it('leaves out what may be missing', async () => {
    const { output } = await read({
      fields: ['replicas', 'none'],
      optional: true,
    });
    expect(output.values).toEqual({ replicas: 0 });
    const none = await read({ path: 'x.yaml', fields: ['a'], optional: true });
    expect(none.output.values).toEqual({});
  });

  it('has examples that its schema accepts', () => {
    expect(exampleProblems(action)).toMatchObject([{ steps: 1, problems: [] }]);
  });
});
