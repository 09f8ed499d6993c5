import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { sandboxSignInModule } from './sandboxSignInModule';

const CONFIG = {
  app: { baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://localhost' },
};

const people = ['ana.souza', 'bruno.lima', 'carla.dias', 'davi.rocha'].map(
  name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: [] },
    relations: [{ type: 'memberOf', targetRef: 'group:default/payments' }],
  }),
);

const start = (auth: object) =>
  startTestBackend({
    features: [
      authPlugin,
      sandboxSignInModule,
      catalogServiceMock.factory({ entities: people }),
      mockServices.rootConfig.factory({ data: { ...CONFIG, auth } }),
      // The sign-in itself: whoever comes has no credentials yet.
      mockServices.httpAuth.factory({
        defaultCredentials: undefined,
      }),
    ],
  });

const signIn = (backend: TestBackend, name: string) =>
  request(backend.server)
    .get('/api/auth/sandbox/refresh')
    .set('x-spokeport-sandbox-user', name);

describe('sandboxSignInModule', () => {
  const environment = process.env.NODE_ENV;
  let backend: TestBackend | undefined;

  afterEach(async () => {
    Object.assign(process.env, { NODE_ENV: environment });
    await backend?.stop();
    backend = undefined;
  });

  it('signs in the sample people, with the groups that the catalog gives them', async () => {
    backend = await start({ providers: { sandbox: {} } });
    const { status, body } = await signIn(backend, 'ana.souza');
    expect(status).toBe(200);
    expect(body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/ana.souza',
      ownershipEntityRefs: expect.arrayContaining(['group:default/payments']),
    });
  });

  it.each([
    { name: 'davi.rocha', reason: 'in the catalog, but not to be tried on' },
    { name: 'Ana.Souza', reason: 'names are exact' },
    { name: '', reason: 'nobody' },
  ])('refuses "$name": $reason', async ({ name }) => {
    backend = await start({ providers: { sandbox: {} } });
    await expect(signIn(backend, name)).resolves.toMatchObject({ status: 401 });
  });

  it('does not exist where it is not configured', async () => {
    backend = await start({});
    await expect(signIn(backend, 'ana.souza')).resolves.toMatchObject({
      status: 404,
    });
  });

  it.each([
    {
      auth: { environment: 'production', providers: { sandbox: {} } },
      nodeEnvironment: 'development',
      reason: 'auth.environment is production',
    },
    {
      auth: { providers: { sandbox: {} } },
      nodeEnvironment: 'production',
      reason: 'NODE_ENV is production',
    },
  ])('keeps the backend from starting when $reason', async options => {
    Object.assign(process.env, { NODE_ENV: options.nodeEnvironment });
    await expect(start(options.auth)).rejects.toThrow('refused in production');
  });

  it('does not mind production where it is not configured', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    backend = await start({ environment: 'production' });
    expect(backend.server.listening).toBe(true);
  });
});
