import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';

const RUN_TIMEOUT_MS = 300_000;
const DEPLOY = { owner: 'acme', repo: 'payments-receipts-deploy' };
const OVERLAY = 'overlays/staging/kustomization.yaml';

let lab: TemplateLab;

const overlay = (tag: string) => `# What differs here.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../base # the rest
images:
  # The portal promotes this tag.
  - name: sidecar
    newTag: '1'
  - name: app
    newName: ghcr.io/acme/payments-receipts
    newTag: ${tag} # what runs
`;

beforeAll(async () => {
  lab = await startTemplateLab();
  await lab.forge.createRepository({
    owner: DEPLOY.owner,
    name: DEPLOY.repo,
    private: true,
    access: [
      { login: 'spokeport-bot', permission: 'admin' },
      { team: 'payments', permission: 'push' },
    ],
  });
  await lab.commit(
    {
      'overlays/dev/kustomization.yaml': overlay('"1e1045678901"'),
      [OVERLAY]: overlay('initial'),
      'overlays/prod/kustomization.yaml': overlay('initial'),
      'overlays/dev/environment.yaml': 'environment: dev\n',
      'overlays/staging/environment.yaml': 'environment: stage\n',
      'base/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: receipts\n',
      'base/kustomization.yaml': 'resources:\n  - config.yaml\n',
    },
    { repository: DEPLOY },
  );
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const image = {
  hub: 'hub-eu',
  what: 'image',
  tenant: 'payments',
  service: 'receipts',
  step: 'dev/staging',
};
const settings = {
  hub: 'hub-eu',
  what: 'addon',
  addon: 'ingress-nginx',
  settings: ['controller.replicaCount'],
  environments: 'dev/stage',
};

describe('promote-release', () => {
  it(
    'proposes the image of one overlay to the next, and nothing else',
    async () => {
      const run = await lab.run('promote-release', image, 'ana.souza');
      expect(run).toMatchObject({ status: 'completed', error: undefined });
      expect(await lab.diff(run.pullRequest!, DEPLOY)).toBe(
        [
          `modified ${OVERLAY}`,
          '-    newTag: initial # what runs',
          // A tag that looks like a number stays text, in the quotes of this file.
          "+    newTag: '1e1045678901' # what runs",
        ].join('\n'),
      );
      const pull = await lab.pull(run.pullRequest!, DEPLOY);
      expect(pull).toMatchObject({
        title: 'Promote payments-receipts to staging',
        head: { ref: 'spokeport/promote/staging' },
      });
      expect(pull.body).toContain(
        'ghcr.io/acme/payments-receipts:1e1045678901',
      );
      await lab.merge(run.pullRequest!, DEPLOY);
      const again = await lab.run('promote-release', image, 'ana.souza');
      expect(again).toMatchObject({ status: 'completed', error: undefined });
      expect(again.pullRequest).toBeUndefined();
      expect(again.output.text).toMatchObject([{ title: 'Nothing changes' }]);
    },
    RUN_TIMEOUT_MS,
  );

  it(
    'takes settings of an add-on along from one environment to the next, and they reach the clusters',
    async () => {
      const path = (environment: string) =>
        `environments/${environment}/addons/ingress-nginx/values.yaml`;
      const kept =
        '# Ours.\ncontroller:\n  replicaCount: 2 # two\n  kind: DaemonSet\n';
      await lab.commit({
        [path('dev')]:
          'controller:\n  replicaCount: 3\n  hostPort: true\nextra: 1\n',
        [path('stage')]: kept,
      });
      const run = await lab.run(
        'promote-release',
        { ...settings, settings: ['controller.replicaCount', 'extra'] },
        'bruno.lima',
      );
      expect(run).toMatchObject({ status: 'completed', error: undefined });
      expect(await lab.diff(run.pullRequest!)).toBe(
        [
          `modified ${path('stage')}`,
          '-  replicaCount: 2 # two',
          '+  replicaCount: 3 # two',
          '+extra: 1',
        ].join('\n'),
      );
      await lab.merge(run.pullRequest!);
      await lab.eventually('the setting is on the cluster', async () => {
        const text = await lab.addonValues('orders-stage', 'ingress-nginx');
        return /replicaCount: 3/.test(text ?? '');
      });
    },
    RUN_TIMEOUT_MS,
  );

  it.each([
    {
      reason: 'a service of a tenant that the person does not belong to',
      more: { ...image, tenant: 'orders' },
      status: 'failed',
      error: /You do not belong to tenant orders/,
    },
    {
      reason: 'a service that there is not',
      more: { ...image, service: 'ghost' },
      status: 'failed',
      error: /There is no file overlays\/dev\/kustomization.yaml/,
    },
    {
      reason: 'a step that leaves out an overlay',
      more: { ...image, step: 'dev/prod' },
      status: 'refused',
      error: /instance\.what is not exactly one/,
    },
    {
      reason: 'a setting that is not there',
      more: { ...settings, settings: ['controller.nothing'] },
      status: 'failed',
      error: /values.yaml: there is no controller.nothing/,
    },
    {
      reason: 'what is no path to a setting',
      more: { ...settings, settings: ['__proto__[0]'] },
      status: 'refused',
      error: /instance\.what is not exactly one/,
    },
  ])(
    'refuses $reason',
    async ({ more, status, error }) => {
      const run = await lab.run('promote-release', more, 'ana.souza');
      expect(run).toMatchObject({
        status,
        error: expect.stringMatching(error),
      });
      expect(run.pullRequest).toBeUndefined();
    },
    RUN_TIMEOUT_MS,
  );
});
