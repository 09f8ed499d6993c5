import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SandboxSignInPage } from './SandboxSignInPage';
import { SANDBOX_USER_HEADER, rememberedPerson } from './samplePeople';

jest.setTimeout(30_000);

const patience = { timeout: 10_000 };

function answer(status: number, body: unknown) {
  return {
    ok: status < 300,
    status,
    statusText: '',
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
    text: async () => JSON.stringify(body),
  } as Response;
}

const session = (user: string) => ({
  profile: { displayName: user },
  backstageIdentity: {
    token: `e30.${window.btoa('{}')}.x`,
    identity: {
      type: 'user',
      userEntityRef: `user:default/${user}`,
      ownershipEntityRefs: [],
    },
  },
});

function render() {
  const asked: string[] = [];
  const server = { broken: false };
  jest.spyOn(global, 'fetch').mockImplementation(async (_, init) => {
    const user = new Headers(init?.headers).get(SANDBOX_USER_HEADER) ?? '';
    asked.push(user);
    return server.broken
      ? answer(500, { error: { name: 'Error', message: 'no' } })
      : answer(200, session(user));
  });
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  renderInTestApp(<SandboxSignInPage onSignInSuccess={onSignInSuccess} />, {
    apis: [mockApis.discovery()],
  });
  return { asked, server, onSignInSuccess };
}

describe('SandboxSignInPage', () => {
  const before = global.fetch;

  beforeAll(() => {
    global.fetch ??= jest.fn();
  });

  beforeEach(() => localStorage.clear());

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => {
    global.fetch = before;
  });

  it('offers three people, and signs in as the one that is chosen', async () => {
    const { asked, onSignInSuccess } = render();
    const card = await screen.findByRole(
      'region',
      { name: 'Ana Souza' },
      patience,
    );
    expect(card).toHaveTextContent('Sees the clusters of payments');
    expect(
      screen.getByRole('region', { name: 'Bruno Lima' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Carla Dias' }),
    ).toBeInTheDocument();
    await userEvent.click(within(card).getByRole('button'));
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    expect(asked).toEqual(['ana.souza']);
    expect(rememberedPerson()).toBe('ana.souza');
  });

  it('asks no more once somebody was chosen, until they sign out', async () => {
    localStorage.setItem('spokeport.sandbox.person', 'carla.dias');
    const { asked, onSignInSuccess } = render();
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled(), patience);
    expect(asked).toEqual(['carla.dias']);
    const [[identityApi]] = onSignInSuccess.mock.calls;
    expect(await identityApi.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/carla.dias',
    });
    await identityApi.signOut();
    expect(rememberedPerson()).toBeUndefined();
  });

  it('says why it did not work, and tries the same person again', async () => {
    const { asked, server, onSignInSuccess } = render();
    server.broken = true;
    const choose = { name: 'Continue as Bruno Lima' };
    await userEvent.click(await screen.findByRole('button', choose, patience));
    await screen.findByRole('alert', {}, patience);
    server.broken = false;
    await userEvent.click(screen.getByRole('button', choose));
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    expect(asked).toEqual(['bruno.lima', 'bruno.lima']);
  });

  it('forgets somebody who is none of the three', () => {
    localStorage.setItem('spokeport.sandbox.person', 'root');
    expect(rememberedPerson()).toBeUndefined();
  });
});
