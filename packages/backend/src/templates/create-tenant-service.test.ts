import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { asGolden, readGolden } from './__testUtils__/golden';
import {
  LAB_TIMEOUT_MS,
  startTemplateLab,
} from './__testUtils__/startTemplateLab';
import type { TemplateLab } from './__testUtils__/TemplateLab';
import type { TemplateDryRun } from './__testUtils__/TemplateRun';
import { workflowProblems } from './__testUtils__/workflowProblems';

const run = promisify(execFile);
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

const values = {
  hub: 'hub-eu',
  tenant: 'payments',
  name: 'receipts',
  description: 'Receipts: "all" of them',
  system: 'system:default/checkout',
  registry: 'ghcr.io',
  requireChecks: true,
};
const DEPLOY = { owner: 'acme', repo: 'payments-receipts-deploy' };
const APPLICATION = { owner: 'acme', repo: 'payments-receipts' };

let lab: TemplateLab;

beforeAll(async () => {
  lab = await startTemplateLab();
}, LAB_TIMEOUT_MS);

afterAll(() => lab?.close(), LAB_TIMEOUT_MS);

const application = (overlay: string, cluster: string) =>
  lab.store.get({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name: `payments-receipts-${overlay}-${cluster}`,
  });

describe('create-tenant-service', () => {
  it('makes both repositories, and what is merged brings the service to the clusters that can run it', async () => {
    const created = await lab.run('create-tenant-service', values, 'ana.souza');
    expect(created).toMatchObject({ status: 'completed', error: undefined });
    expect(await lab.read('Dockerfile', 'main', APPLICATION)).toContain(
      'FROM node:24-alpine',
    );
    expect(
      await lab.read('overlays/dev/kustomization.yaml', 'main', DEPLOY),
    ).toContain('newName: ghcr.io/acme/payments-receipts');
    // Nothing on the hub reads the path before it is there, or before it was reviewed.
    const pull = created.pullRequest!;
    expect(await lab.changes(pull)).toMatchObject([
      {
        filename:
          'bootstrap/control-plane/services/payments/payments-receipts.yaml',
        status: 'added',
      },
      { filename: 'catalog/services/payments-receipts.yaml', status: 'added' },
    ]);
    // The cluster of this environment gets Argo Rollouts first.
    const file = 'tenants/payments/clusters/payments-dev.yaml';
    const claim = (await lab.read(file))!;
    await lab.commit({
      [file]: claim.replace(
        '- "metrics-server"',
        '- "metrics-server"\n    - "argo-rollouts"',
      ),
    });
    await lab.merge(pull);
    await lab.until(
      'the service runs in dev',
      () =>
        application('dev', 'payments-dev')?.status?.health?.status ===
        'Healthy',
    );
    const made = application('dev', 'payments-dev')!;
    expect(made.spec).toMatchObject({
      project: 'payments-payments-dev',
      source: { path: 'overlays/dev', targetRevision: 'main' },
    });
    expect(made.status?.sync?.status).toBe('Synced');
    expect(
      made.status?.resources.map(({ kind }: { kind: string }) => kind).sort(),
    ).toEqual(['NetworkPolicy', 'Rollout', 'Service']);
    // No cluster of the other environments has Argo Rollouts.
    expect(application('prod', 'payments-prod')).toBeUndefined();
    expect(lab.errors).toEqual([]);
  }, 300_000);

  it('gives the team what is its own, and asks for the owners of what changes', async () => {
    for (const repository of [APPLICATION, DEPLOY]) {
      const rules = await lab.github<{ type: string; parameters?: object }[]>(
        `/repos/acme/${repository.repo}/rules/branches/main`,
      );
      expect(
        rules.find(({ type }) => type === 'pull_request')?.parameters,
      ).toMatchObject({
        require_code_owner_review: true,
        required_approving_review_count: 1,
      });
      const { errors } = await lab.github<{ errors: object[] }>(
        `/repos/acme/${repository.repo}/codeowners/errors`,
      );
      expect(errors).toEqual([]);
      expect(await lab.read('.github/CODEOWNERS', 'main', repository)).toMatch(
        /^\* @acme\/payments\n(#.*\n)?\/\.github\/ @acme\/platform-team\n$/m,
      );
    }
  });

  it('changes nothing when it runs again', async () => {
    const again = await lab.run('create-tenant-service', values, 'lia.moreira');
    expect(again).toMatchObject({ status: 'completed', error: undefined });
    expect(again.pullRequest).toBeUndefined();
    expect(again.log.join('\n')).toMatch(
      /payments-receipts-deploy: is finished already[^]*payments-receipts: is finished already/,
    );
  }, 300_000);

  it('says where the catalog finds the component', async () => {
    const { spec } = parse(
      (await lab.read('catalog/services/payments-receipts.yaml'))!,
    );
    expect(spec.target).toBe(
      `${lab.forge.url}/acme/payments-receipts/blob/main/catalog-info.yaml`,
    );
    const entity = parse(
      (await lab.read('catalog-info.yaml', 'main', APPLICATION))!,
    );
    expect(entity).toMatchObject({
      kind: 'Component',
      metadata: { annotations: { 'spokeport.dev/tenant': 'payments' } },
      spec: {
        owner: 'group:default/payments',
        system: 'system:default/checkout',
      },
    });
  });

  it.each([
    {
      reason: 'a tenant that the person does not belong to',
      more: { tenant: 'orders' },
      status: 'failed',
      error: /You do not belong to tenant orders; you can act for payments/,
    },
    {
      reason: "the name of the team's own deploy repository",
      more: { name: 'deploy' },
      status: 'refused',
      error: /name/,
    },
    {
      reason: 'a name that no repository and no namespace can have',
      more: { name: 'Receipts!' },
      status: 'refused',
      error: /name/,
    },
    {
      reason: 'a repository that somebody made otherwise',
      more: { name: 'legacy' },
      status: 'failed',
      error: /acme\/payments-legacy-deploy exists already.*choose another name/,
    },
  ])('refuses $reason', async ({ more, status, error }) => {
    if (more.name === 'legacy') {
      const repo = 'payments-legacy-deploy';
      await lab.forge.createRepository({
        owner: 'acme',
        name: repo,
        private: true,
        access: [{ login: 'spokeport-bot', permission: 'admin' }],
      });
      await lab.commit({ a: 'b\n' }, { repository: { owner: 'acme', repo } });
    }
    const refused = await lab.run(
      'create-tenant-service',
      { ...values, ...more },
      'ana.souza',
    );
    expect(refused).toMatchObject({
      status,
      error: expect.stringMatching(error),
    });
    expect(refused.pullRequest).toBeUndefined();
  });
});

describe('the content of create-tenant-service', () => {
  const folder = createMockDirectory();
  let dry: TemplateDryRun;
  let files: Record<string, string>;

  beforeAll(async () => {
    dry = await lab.dryRun('create-tenant-service', {
      ...values,
      name: 'invoices',
    });
    files = Object.fromEntries(
      Object.entries(dry.files).map(([path, text]) => [
        path,
        text.replaceAll(lab.forge.url, 'https://github.com'),
      ]),
    );
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(folder.resolve(path)), { recursive: true });
      await writeFile(folder.resolve(path), text);
    }
  }, 300_000);

  it('is what was looked at', async () => {
    expect(dry).toMatchObject({ status: 'completed', error: undefined });
    expect(asGolden(files)).toBe(
      await readGolden('create-tenant-service', files),
    );
  });

  it('is a service whose own tests pass', async () => {
    const { stdout } = await run(process.execPath, ['--test'], {
      cwd: folder.resolve('application'),
      env: { PATH: process.env.PATH },
    });
    expect(stdout).toMatch(/pass 5\b/);
  }, 300_000);

  it('has an image of what the service needs to run, and of nothing else', async () => {
    const stages = files['application/Dockerfile'].split(/^FROM .*$/m).slice(1);
    const copied = stages[1].match(/^COPY --from=test \/app\/(\S+)/gm)!;
    const paths = copied.map(line => line.split('/app/')[1]);
    expect(paths).toEqual(['package.json', 'src']);
    const command = JSON.parse(/^CMD (.*)$/m.exec(stages[1])![1]) as string[];
    const image = folder.resolve('image');
    for (const [path, text] of Object.entries(files)) {
      const inImage = path.replace(/^application\//, '');
      if (paths.some(p => inImage === p || inImage.startsWith(`${p}/`))) {
        await mkdir(dirname(`${image}/${inImage}`), { recursive: true });
        await writeFile(`${image}/${inImage}`, text);
      }
    }
    const child = execFile(process.execPath, command.slice(1), {
      cwd: image,
      env: { PORT: '0', DRAIN_SECONDS: '0' },
    });
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout!.once('data', resolve);
      child.once('exit', code => reject(new Error(`It ended with ${code}`)));
    });
    const port = /listens on (\d+)/.exec(line)![1];
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.json()).toEqual({
      service: 'payments-invoices',
      version: 'development',
    });
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 300_000);

  // A portal's machine need not have kubectl, which alone renders as Argo CD does: without it these are reported as skipped. The
  // golden files above are held against what the template writes on every machine.
  const describeRendered = hasKubectl ? describe : describe.skip;
  const why = hasKubectl ? '' : ' (skipped: there is no kubectl)';
  describeRendered(`rendered by kustomize itself${why}`, () => {
    it.each([
      { overlay: 'dev', environment: 'dev', replicas: 1, steps: 2 },
      { overlay: 'staging', environment: 'stage', replicas: 2, steps: 2 },
      { overlay: 'prod', environment: 'prod', replicas: 4, steps: 4 },
    ])(
      'gives the overlay $overlay its environment, pods and image',
      async ({ overlay, environment, replicas, steps }) => {
        const { stdout } = await run('kubectl', [
          'kustomize',
          folder.resolve(`deploy/overlays/${overlay}`),
        ]);
        const objects = parseAllDocuments(stdout).map(d => d.toJS());
        expect(objects.map(({ kind }) => kind).sort()).toEqual([
          'NetworkPolicy',
          'Rollout',
          'Service',
        ]);
        for (const { metadata } of objects) {
          expect(metadata).toMatchObject({
            namespace: 'payments',
            labels: { 'spokeport.dev/environment': environment },
          });
        }
        const { spec } = objects.find(({ kind }) => kind === 'Rollout');
        expect(spec.replicas).toBe(replicas);
        expect(spec.strategy.canary.steps).toHaveLength(steps);
        expect(spec.template.spec.containers[0].image).toBe(
          'ghcr.io/acme/payments-invoices:initial',
        );
        expect(
          parse(files[`deploy/overlays/${overlay}/environment.yaml`]),
        ).toEqual({ environment });
      },
      300_000,
    );
  });

  it('has workflows that GitHub’s own parser takes, and calls shared ones by what they ask for', async () => {
    const shared = async (name: string) =>
      (await lab.read(`.github/workflows/${name}`, 'main', {
        owner: 'acme',
        repo: 'shared-workflows',
      }))!;
    const own = Object.keys(files).filter(path =>
      path.includes('.github/workflows/'),
    );
    expect(own).toHaveLength(2);
    const workflows: Record<string, string> = {};
    for (const path of own) {
      workflows[path] = files[path];
      const { jobs } = parse(files[path]);
      for (const job of Object.values<any>(jobs)) {
        const [, name] =
          /^acme\/shared-workflows\/\.github\/workflows\/(.+)@main$/.exec(
            job.uses,
          )!;
        const content = await shared(name);
        workflows[name] = content;
        const { inputs = {}, secrets = {} } =
          parse(content).on.workflow_call ?? {};
        expect(Object.keys(inputs)).toEqual(
          expect.arrayContaining(Object.keys(job.with ?? {})),
        );
        expect(Object.keys(job.with ?? {})).toEqual(
          expect.arrayContaining(
            Object.entries<any>(inputs)
              .filter(([, input]) => input.required)
              .map(([input]) => input),
          ),
        );
        expect(Object.keys(job.secrets ?? {})).toEqual(Object.keys(secrets));
      }
    }
    expect(await workflowProblems(workflows)).toEqual([]);
    expect(
      await workflowProblems({
        'bad.yaml': 'on: push\njobs: {a: {steps: []}}\n',
      }),
    ).not.toEqual([]);
    // The checks that the rulesets ask for are jobs of these workflows.
    expect(
      parse(files['application/.github/workflows/ci.yaml']).jobs.test,
    ).toBeDefined();
    expect(parse(await shared('test-node.yaml')).jobs.test).toBeDefined();
    expect(
      parse(files['deploy/.github/workflows/validate.yaml']).jobs.overlays,
    ).toBeDefined();
    expect(
      parse(await shared('render-overlays.yaml')).jobs.render,
    ).toBeDefined();
  });

  it('proposes a new image by changing the one line that names it', async () => {
    const repository = 'image-lab';
    const at = { owner: 'acme', repo: repository };
    await lab.forge.createRepository({
      owner: 'acme',
      name: repository,
      private: true,
      access: [{ login: 'spokeport-bot', permission: 'admin' }],
    });
    await lab.commit(
      Object.fromEntries(
        Object.entries(files)
          .filter(([path]) => path.startsWith('deploy/overlays/'))
          .map(([path, text]) => [path.slice('deploy/'.length), text]),
      ),
      { repository: at },
    );
    const clone = folder.resolve('clone');
    const bin = folder.resolve('bin');
    await mkdir(bin, { recursive: true });
    // What is GitHub's own program there is written down here.
    await writeFile(
      `${bin}/gh`,
      `#!/bin/sh\necho "$@" >> ${bin}/gh.log\n[ "$2" = list ] && echo 0\nexit 0\n`,
      { mode: 0o755 },
    );
    const address = new URL(`${lab.forge.url}/acme/${repository}.git`);
    address.username = 'x-access-token';
    address.password = lab.sandbox.tokens.botToken;
    await run('git', ['clone', '-q', address.toString(), clone]);
    const workflow = parse(
      (await lab.read('.github/workflows/propose-image.yaml', 'main', {
        owner: 'acme',
        repo: 'shared-workflows',
      }))!,
    );
    const script = workflow.jobs.propose.steps.at(-1).run as string;
    const propose = (tag: string) =>
      run('bash', ['-c', script], {
        cwd: clone,
        env: {
          PATH: `${bin}:${process.env.PATH}`,
          HOME: folder.path,
          OVERLAY: 'dev',
          TAG: tag,
          APP: 'deployer',
          SOURCE: 'acme/payments-invoices@1e10',
          GH_TOKEN: 'none',
        },
      });
    await propose('1e1045678901');
    const { stdout: diff } = await run(
      'git',
      ['diff', '-U0', 'main', 'origin/image/dev'],
      { cwd: clone },
    );
    expect(diff.split('\n').filter(line => /^[+-] /.test(line))).toEqual([
      '-    newTag: initial',
      '+    newTag: "1e1045678901"',
    ]);
    // A later image takes its place; the same one again says so.
    await run('git', ['switch', '-q', 'main'], { cwd: clone });
    await run('git', ['branch', '-q', '-D', 'image/dev'], { cwd: clone });
    await propose('abcdef123456');
    await lab.commit(
      {
        'overlays/dev/kustomization.yaml': (await lab.read(
          'overlays/dev/kustomization.yaml',
          'image/dev',
          at,
        ))!,
      },
      { repository: at },
    );
    await run('git', ['switch', '-q', 'main'], { cwd: clone });
    await run('git', ['pull', '-q'], { cwd: clone });
    const { stdout } = await propose('abcdef123456');
    expect(stdout).toContain('dev runs abcdef123456 already');
  }, 300_000);
});
