import { once } from 'node:events';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PreviewRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import express, { type Request, type Response } from 'express';
import request from 'supertest';
import { as, startApi, type StartedApi } from '../api/__testUtils__/startApi';

const ANA = 'user:default/ana.souza';

interface DryRunCall {
  person: string;
  body: {
    template: {
      spec: {
        parameters: unknown[];
        steps: { id: string; name: string; input?: { url?: string } }[];
      };
    };
    values: unknown;
    secrets: Record<string, string>;
    directoryContents: { path: string; base64Content: string }[];
  };
  /** Resolves when nobody waits for the answer any more. */
  left: Promise<unknown>;
}

type Answer = (call: DryRunCall, response: Response) => unknown;

const template = (
  name: string,
  options: { location?: string; source?: string; steps?: object[] } = {},
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name,
    namespace: 'default',
    annotations: {
      ...(options.location && { [ANNOTATION_LOCATION]: options.location }),
      ...(options.source && { [ANNOTATION_SOURCE_LOCATION]: options.source }),
    },
  },
  spec: {
    type: 'cluster',
    parameters: [{ title: 'One' }],
    steps: options.steps ?? [
      { action: 'fetch:template', input: { url: './skeleton' } },
      {
        id: 'propose',
        name: 'Propose',
        action: 'tenant-clusters:pull-request:open',
      },
    ],
    output: { links: [{ title: 'x', url: '${{ steps.propose.output.url }}' }] },
  },
});

const changed = (path: string, diff: string) => ({
  path,
  change: 'changed',
  binary: false,
  diff,
});

const proposed = (more: object = {}) => ({
  outcome: 'created',
  repositoryUrl: 'https://github.com/acme/platform',
  branch: 'spokeport/x',
  changes: [
    changed('a.yaml', '--- a/a.yaml\n+++ b/a.yaml\n@@ -1 +1 @@\n-a\n+b\n'),
  ],
  ...more,
});

const answerOf = (output: object, more: object = {}) => ({
  log: [],
  output: { steps: { propose: { output } } },
  directoryContents: [],
  ...more,
});

const folder = createMockDirectory();
const FILE = `file:${folder.path}/template.yaml`;

describe('POST /preview', () => {
  const calls: DryRunCall[] = [];
  let answer: Answer;
  let api: StartedApi;
  const scaffolder = createBackendPlugin({
    pluginId: 'scaffolder',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = express.Router();
          router.use(express.json({ limit: '10MB' }));
          router.post('/v2/dry-run', (req, res, next) => {
            const run = async (plain: Request) => {
              const { principal } = await httpAuth.credentials(plain, {
                allow: ['user'],
              });
              const call = {
                person: principal.userEntityRef,
                body: plain.body,
                left: once(res, 'close'),
              };
              calls.push(call);
              await answer(call, res);
            };
            run(req).catch(next);
          });
          httpRouter.use(router);
        },
      });
    },
  });

  beforeAll(async () => {
    api = await startApi({
      previewTimeout: 2_000,
      features: [
        scaffolder,
        mockServices.rootConfig.factory({
          data: { integrations: { github: [{ host: 'github.com' }] } },
        }),
      ],
      entities: [
        template('local', { location: FILE }),
        template('remote', {
          location: 'url:https://github.com/acme/t/blob/main/x/template.yaml',
        }),
        template('hub-made', { location: 'hub:hub-eu', steps: [] }),
        template('forged', {
          location: 'url:https://github.com/acme/t/blob/main/x/template.yaml',
          source: 'file:/etc/passwd',
        }),
        template('tagged', {
          location: FILE,
          steps: [
            { action: 'debug:log' },
            {
              action: 'debug:log',
              'backstage:permissions': { tags: ['platform'] },
            },
          ],
        }),
        {
          ...template('old'),
          apiVersion: 'backstage.io/v1alpha1',
        },
      ],
    });
  });

  afterAll(() => api.backend.stop());

  beforeEach(() => {
    calls.splice(0);
    answer = (_, response) => response.json(answerOf(proposed()));
    folder.setContent({
      'template.yaml': 'spec: {}',
      skeleton: { tenants: { 'a.yaml': 'a' }, 'run.sh': 'echo' },
      'other.txt': 'not read',
    });
  });

  const preview = (
    body: Partial<PreviewRequest> = {},
    authorization: string = as('ana.souza'),
  ) =>
    request(api.backend.server)
      .post('/api/tenant-clusters/preview')
      .set('authorization', authorization)
      .send({ template: 'template:default/local', values: {}, ...body });

  it('dry-runs the template with its files in the name of the person', async () => {
    const { status, body } = await preview({ values: { size: 'large' } });
    expect(status).toBe(200);
    expect(body).toEqual({
      template: 'template:default/local',
      proposals: [
        {
          step: {
            id: 'propose',
            name: 'Propose',
            action: 'tenant-clusters:pull-request:open',
          },
          outcome: 'created',
          repositoryUrl: 'https://github.com/acme/platform',
          branch: 'spokeport/x',
          notes: [],
          files: [
            {
              ...proposed().changes[0],
              additions: 1,
              deletions: 1,
              truncated: false,
            },
          ],
        },
      ],
      workspace: [],
      omittedFiles: 0,
      skippedSteps: [],
      unchecked: [],
    });
    const [call] = calls;
    expect(call.person).toBe(ANA);
    expect(call.body.values).toEqual({ size: 'large' });
    expect(
      call.body.directoryContents.map(({ path, base64Content }) => [
        path,
        Buffer.from(base64Content, 'base64').toString(),
      ]),
    ).toEqual([
      ['skeleton/run.sh', 'echo'],
      ['skeleton/tenants/a.yaml', 'a'],
    ]);
    // As the scaffolder names steps without an id.
    expect(call.body.template.spec.steps.map(({ id }) => id)).toEqual([
      'step-1',
      'propose',
    ]);
  });

  it('lets the scaffolder read what lies in Git by itself', async () => {
    await preview({ template: 'template:default/remote' }).expect(200);
    expect(calls[0].body.directoryContents).toEqual([]);
    expect(calls[0].body.template.spec.steps[0].input).toEqual({
      url: 'https://github.com/acme/t/tree/main/x/skeleton',
    });
  });

  it('needs no place for a template that reads no files', async () => {
    await preview({ template: 'template:default/hub-made' }).expect(200);
    expect(calls[0].body.directoryContents).toEqual([]);
  });

  it('leaves out the steps that the policy keeps from the person', async () => {
    const { permissions } = api;
    const allowAll = permissions.authorizeConditional.getMockImplementation()!;
    permissions.authorizeConditional.mockImplementation(async queries =>
      queries.map(({ permission }) =>
        permission.name === 'scaffolder.template.step.read'
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'scaffolder',
              resourceType: 'scaffolder-template',
              conditions: {
                not: {
                  rule: 'HAS_TAG',
                  resourceType: 'scaffolder-template',
                  params: { tag: 'platform' },
                },
              },
            }
          : { result: AuthorizeResult.ALLOW },
      ),
    );
    try {
      await preview({ template: 'template:default/tagged' }).expect(200);
      expect(calls[0].body.template.spec.steps).toHaveLength(1);
    } finally {
      permissions.authorizeConditional.mockImplementation(allowAll);
    }
  });

  it.each([
    {
      reason: 'somebody who may not request',
      who: as('carla.dias'),
      body: {},
      status: 403,
      message: 'You may not request anything',
    },
    {
      reason: 'a service',
      who: mockCredentials.service.header(),
      body: {},
      status: 403,
      message: 'Only a signed-in person can preview a request',
    },
    {
      reason: 'a template that is not there',
      body: { template: 'template:default/none' },
      status: 404,
      message: 'There is no template:default/none',
    },
    {
      reason: 'what is no template',
      body: { template: 'group:default/payments' },
      status: 400,
      message: "'group:default/payments' is no template's entity ref",
    },
    {
      reason: 'a template of another kind',
      body: { template: 'template:default/old' },
      status: 400,
      message:
        'template:default/old is no template of scaffolder.backstage.io/v1beta3',
    },
    {
      reason: "a template that names the machine's own files as its source",
      body: { template: 'template:default/forged' },
      status: 400,
      message:
        "Template forged names files of the portal's machine as its source, and does not come from there",
    },
  ])('runs nothing for $reason', async ({ who, body, status, message }) => {
    const refused = await preview(body, who);
    expect(refused.status).toBe(status);
    expect(refused.body.error.message).toBe(message);
    expect(calls).toEqual([]);
  });

  it.each([
    {
      reason: 'values that the form does not take',
      given: [
        400,
        {
          errors: [
            { property: 'instance.size', message: 'is not one of small' },
            {
              property: 'instance',
              name: 'required',
              argument: 'name',
              message: 'requires property "name"',
            },
          ],
        },
      ],
      status: 400,
      name: 'InputError',
      message: 'size is not one of small\nname is still to be filled in',
    },
    {
      reason: 'what a step refuses',
      given: [400, { error: { name: 'InputError', message: 'a\nb' } }],
      status: 400,
      name: 'InputError',
      message: 'a\nb',
    },
    {
      reason: 'a permission',
      given: [403, { error: { name: 'NotAllowedError', message: 'No' } }],
      status: 403,
      name: 'NotAllowedError',
      message: 'No',
    },
    {
      reason: 'a conflict',
      given: [409, { error: { name: 'ConflictError', message: 'Changed' } }],
      status: 409,
      name: 'ConflictError',
      message: 'Changed',
    },
    {
      reason:
        'what GitHub says of the portal, which is nothing that the person asked for',
      given: [
        401,
        { error: { name: 'HttpError', message: 'Bad credentials' } },
      ],
      status: 422,
      name: 'PreviewFailedError',
      message: 'Bad credentials',
    },
    {
      reason: 'a portal without a scaffolder',
      given: [404, ''],
      status: 503,
      name: 'ServiceUnavailableError',
      message: 'This portal has no scaffolder that could preview',
    },
  ])('passes on $reason', async ({ given, status, name, message }) => {
    answer = (_, response) =>
      response.status(given[0] as number).send(given[1]);
    const refused = await preview();
    expect(refused.status).toBe(status);
    expect(refused.body.error).toMatchObject({ name, message });
  });

  it('says that the scaffolder is slow, and waits no longer', async () => {
    answer = () => {};
    const refused = await preview();
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toMatch(/took longer than 2 s/);
    await calls[0].left;
  });

  it('ends with its reader', async () => {
    let begun = () => {};
    const running = new Promise<void>(resolve => {
      begun = resolve;
    });
    answer = () => begun();
    const gone = new AbortController();
    const reading = fetch(
      `http://localhost:${api.backend.server.port()}/api/tenant-clusters/preview`,
      {
        method: 'POST',
        headers: {
          authorization: as('ana.souza'),
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          template: 'template:default/local',
          values: {},
        }),
        signal: gone.signal,
      },
    );
    await running;
    gone.abort();
    await expect(reading).rejects.toThrow();
    await calls[0].left;
  });

  it('lets no secret into the answer, in none of its forms', async () => {
    const secret = 'correct horse "battery"';
    const key =
      '-----BEGIN KEY-----\nabcdefghij\nklmnopqrst\n-----END KEY-----';
    answer = ({ body }, response) =>
      response.json(
        answerOf(
          proposed({
            changes: [
              changed(
                'a.yaml',
                `@@ -0,0 +1,9 @@\n+a: ${secret}\n+b: ${Buffer.from(
                  secret,
                ).toString('base64')}\n+c: ${encodeURIComponent(
                  secret,
                )}\n+d: ${JSON.stringify(secret)}\n${key
                  .split('\n')
                  .map(line => `+  ${line}\n`)
                  .join('')}`,
              ),
            ],
            done: [`made with ${body.secrets.PASSWORD}`],
          }),
        ),
      );
    const secrets = { PASSWORD: secret, KEY: key };
    const { text } = await preview({ secrets }).expect(200);
    expect(calls[0].body.secrets).toEqual(secrets);
    for (const part of ['horse', 'abcdefghij', 'klmnopqrst', 'Y29ycmVjd']) {
      expect(text).not.toContain(part);
    }
    answer = (_, response) =>
      response
        .status(400)
        .json({ error: { name: 'InputError', message: `No ${secret}` } });
    const refused = await preview({ secrets });
    expect(refused.body.error.message).toBe('No ***');
  });

  it('says what is not in it: steps without a dry run, files beyond its bounds, what was not checked', async () => {
    const many = Array.from({ length: 310 }, (_, at) =>
      changed(`${at}.yaml`, '@@ -1 +1 @@\n-a\n+b\n'),
    );
    const long = `@@ -0,0 +1,30000 @@\n${'+line\n'.repeat(30_000)}`;
    answer = (_, response) =>
      response.json(
        answerOf(
          proposed({
            unchecked: ['a rule in CEL'],
            changes: [changed('long.yaml', long), ...many],
          }),
          {
            log: [
              {
                body: {
                  stepId: 'step-1',
                  status: 'skipped',
                  message: 'Skipping because x does not support dry-run',
                },
              },
            ],
          },
        ),
      );
    const { body } = await preview().expect(200);
    expect(body).toMatchObject({
      skippedSteps: [{ id: 'step-1', action: 'fetch:template' }],
      unchecked: ['a rule in CEL'],
      omittedFiles: 11,
    });
    const [first] = body.proposals[0].files;
    expect(body.proposals[0].files).toHaveLength(300);
    expect(first).toMatchObject({ additions: 30_000, truncated: true });
    expect(first.diff).toMatch(/^@@[^@]+@@\n(\+line\n)+$/);
  });

  it('reads every round of a step that is done for each of several', async () => {
    const outputs = [proposed(), proposed({ repositoryUrl: 'https://b' })];
    answer = (_, response) =>
      response.json(
        answerOf({
          ...Object.fromEntries(
            Object.keys(outputs[0]).map(key => [
              key,
              outputs.map(output => (output as Record<string, unknown>)[key]),
            ]),
          ),
          // Of one of both, and nobody knows which.
          pullRequestUrl: ['https://github.com/acme/platform/pull/1'],
        }),
      );
    const { body } = await preview().expect(200);
    expect(body.proposals).toHaveLength(2);
    expect(body.proposals[1]).toMatchObject({
      repositoryUrl: 'https://b',
      files: [{ path: 'a.yaml' }],
    });
    expect(body.proposals[0]).not.toHaveProperty('pullRequestUrl');
  });

  it('shows the files of a template that does not say what it proposes', async () => {
    answer = (_, response) =>
      response.json({
        log: [],
        output: {},
        directoryContents: [
          {
            path: 'a.md',
            base64Content: Buffer.from('a\nb').toString('base64'),
          },
          { path: 'b.png', base64Content: 'AAE=' },
        ],
      });
    const { body } = await preview().expect(200);
    expect(body.proposals).toEqual([]);
    expect(body.workspace).toMatchObject([
      { path: 'a.md', change: 'added', binary: false, additions: 2 },
      { path: 'b.png', change: 'added', binary: true, additions: 0 },
    ]);
  });

  it('follows no link out of the folder, and takes no folder that is too large', async () => {
    folder.setContent({
      'template.yaml': '',
      skeleton: ({ symlink }) => symlink('/etc'),
    });
    await preview().expect(200);
    expect(calls[0].body.directoryContents).toEqual([]);

    folder.setContent({ skeleton: { large: Buffer.alloc(7 * 1024 * 1024) } });
    const refused = await preview();
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(
      /^The folder of template local is too large to preview/,
    );
  });
});
