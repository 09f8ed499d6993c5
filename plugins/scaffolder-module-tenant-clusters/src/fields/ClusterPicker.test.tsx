import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openForm } from '../api/openForm';
import { cluster, FakePlatform } from '../__testUtils__/FakePlatform';
import { renderField } from '../__testUtils__/renderField';
import { validate } from '../__testUtils__/validate';
import {
  ClusterPicker,
  validateCluster,
  type ClusterValue,
} from './ClusterPicker';

jest.setTimeout(30_000);

const FORM = '/create/templates/default/change-tenant-cluster';
const REF = 'hub-eu/payments/payments-prod-2';
const values = { size: 'small', members: ['ana.souza'], addons: [] };
const openRequest = (own: boolean, branch: string) => ({
  change: 'change' as const,
  own,
  requester: own ? 'user:default/ana.souza' : 'user:default/lia.moreira',
  branch,
  values: { ...values, size: 'large' },
  request: {
    repository: 'acme/platform',
    number: 7,
    url: 'http://localhost:7008/acme/platform/pull/7',
    title: 'Change',
    state: 'open' as const,
  },
});

describe('ClusterPicker', () => {
  let platform: FakePlatform;
  let opened: jest.SpyInstance;
  const combobox = () => screen.findByRole('combobox', { name: /Cluster/ });
  const choose = async (name: string) => {
    await userEvent.click(await combobox());
    await userEvent.click(
      await screen.findByRole('option', { name: new RegExp(name) }),
    );
  };

  beforeEach(() => {
    window.history.pushState({}, '', FORM);
    opened = jest.spyOn(openForm, 'with').mockImplementation(() => {});
    platform = new FakePlatform();
    platform.clusters = [
      cluster('payments-prod-1', { state: 'Degraded' }),
      cluster('payments-prod-2'),
    ];
    platform.inGit = () => ({
      url: 'http://localhost:7008/acme/platform/blob/main/prod.yaml',
      values,
    });
  });

  afterEach(() => {
    opened.mockRestore();
    window.history.pushState({}, '', '/');
  });

  it('lists clusters with state, tenant, environment and hub, and finds more by what is typed', async () => {
    renderField<ClusterValue>(ClusterPicker, platform);
    await userEvent.click(await combobox());
    const list = await screen.findByRole('listbox');
    expect(
      within(list)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'payments-prod-1Degraded · payments · prod · hub-eu',
      'payments-prod-2Ready · payments · prod · hub-eu',
    ]);
    await userEvent.type(await combobox(), 'prod-2');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  });

  it('opens the form anew with what Git has, as far as the form asks for it', async () => {
    platform.parameters = ['cluster', 'size', 'members'];
    const field = renderField<ClusterValue>(ClusterPicker, platform);
    await choose('payments-prod-2');
    expect(field.value()).toBe(REF);
    await waitFor(() =>
      expect(opened).toHaveBeenCalledWith({
        cluster: REF,
        size: 'small',
        members: ['ana.souza'],
      }),
    );
  });

  it.each([
    {
      reason: 'where the template wants none',
      uiOptions: { bringValues: false },
      path: FORM,
    },
    { reason: 'where it is removed', uiOptions: { may: 'remove' }, path: FORM },
    {
      reason: 'in the editor of templates, which would be lost',
      uiOptions: {},
      path: '/create/edit',
    },
  ])('brings no values $reason', async ({ uiOptions, path }) => {
    window.history.pushState({}, '', path);
    platform.removable = ['payments-prod-2'];
    const field = renderField<ClusterValue>(ClusterPicker, platform, {
      uiOptions,
    });
    await choose('payments-prod-2');
    await screen.findByText('Ready · payments · prod · hub-eu');
    expect(field.value()).toBe(REF);
    expect(opened).not.toHaveBeenCalled();
  });

  it('gives the parts to a field that asks for an object', async () => {
    const field = renderField<ClusterValue>(ClusterPicker, platform, {
      schema: { type: 'object' },
      uiOptions: { bringValues: false },
    });
    await choose('payments-prod-2');
    expect(field.value()).toEqual({
      hub: 'hub-eu',
      namespace: 'payments',
      name: 'payments-prod-2',
    });
  });

  it('says where the values come from, and of a cluster from a link that it is known', async () => {
    renderField<ClusterValue>(ClusterPicker, platform, { value: REF });
    await screen.findByText(/those that Git has now, on main/);
    expect(
      screen.getByRole('link', { name: 'payments-prod-2.yaml' }),
    ).toHaveAttribute('href', expect.stringContaining('/blob/main/'));
    expect(await combobox()).toHaveValue('payments-prod-2');
    expect(await combobox()).toHaveAccessibleDescription(
      'Ready · payments · prod · hub-eu',
    );
  });

  it.each([
    {
      reason: "a colleague's, which the change is added to",
      request: openRequest(false, 'spokeport/change/x'),
      says: /#7 of lia.moreira is about to change this cluster. Your change is added to it/,
      from: /those of the open pull request/,
    },
    {
      reason: 'their own, which the change is added to',
      request: openRequest(true, 'spokeport/change/x'),
      says: /Your own pull request #7 .* added to it/,
      from: /those of the open pull request/,
    },
    {
      reason: "a colleague's of another sort",
      request: openRequest(false, 'spokeport/addons/x'),
      says: /What it proposes is not in these values/,
      from: /those that Git has now/,
    },
    {
      reason: 'for its removal',
      request: { ...openRequest(false, 'x'), change: 'remove' as const },
      says: /#7 of lia.moreira asks for the removal/,
      from: /those that Git has now/,
    },
  ])(
    'says which open request there is: $reason',
    async ({ request, says, from }) => {
      platform.inGit = () => ({ values, openRequests: [request] });
      renderField<ClusterValue>(ClusterPicker, platform, { value: REF });
      expect(await screen.findByText(says)).toBeInTheDocument();
      expect(screen.getByText(from)).toBeInTheDocument();
    },
  );

  it.each([
    {
      reason: 'it is not in Git',
      status: 404,
      says: /No file in Git holds this cluster/,
    },
    {
      reason: 'Git does not answer',
      status: 503,
      says: /Git could not be read now/,
    },
  ])('says why it brings no values: $reason', async ({ status, says }) => {
    platform.inGit = () => status;
    const field = renderField<ClusterValue>(ClusterPicker, platform);
    await choose('payments-prod-2');
    expect(await screen.findByText(says)).toBeInTheDocument();
    expect(field.value()).toBe(REF);
    expect(opened).not.toHaveBeenCalled();
    expect(await combobox()).toBeEnabled();
  });

  it.each([
    {
      uiOptions: { may: 'change' },
      value: 'hub-eu/orders/orders-prod',
      says: 'There is no cluster orders-prod that you may change',
      reason: "another's from a link",
    },
    {
      uiOptions: { may: 'remove' },
      value: REF,
      says: 'There is no cluster payments-prod-2 that you may remove',
      reason: 'one that they may only change',
    },
  ])('refuses $reason', async ({ uiOptions, value, says }) => {
    renderField<ClusterValue>(ClusterPicker, platform, { uiOptions, value });
    await screen.findByText(says);
    expect(await combobox()).toBeInvalid();
    expect(
      await validate<object>(
        validateCluster as never,
        platform,
        value,
        {},
        { uiOptions },
      ),
    ).toEqual([says]);
  });

  it('lets pass what they may change, and whatever it is when the platform is down', async () => {
    const check = (value: string) =>
      validate<object>(validateCluster as never, platform, value);
    expect(await check(REF)).toEqual([]);
    expect(await check('nonsense')).toEqual([
      'There is no cluster nonsense that you may change',
    ]);
    platform.down = true;
    expect(await check('hub-eu/orders/orders-prod')).toEqual([]);
  });

  it('says that there is none', async () => {
    platform.clusters = [];
    renderField<ClusterValue>(ClusterPicker, platform);
    expect(
      await screen.findByText('There is no cluster that you may change'),
    ).toBeInTheDocument();
  });
});
