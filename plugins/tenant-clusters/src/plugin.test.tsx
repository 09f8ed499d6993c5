import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTenantClustersApi } from './__testUtils__/FakeTenantClustersApi';
import { renderPlugin } from './__testUtils__/renderPlugin';
import {
  aBlocker,
  aCluster,
  aHub,
  aJourney,
  sentence,
} from './__testUtils__/samples';

const FLEET = '/tenant-clusters/clusters';
const CLUSTER = '/tenant-clusters/hub-eu/payments/payments-prod';

// An app with a router, themes and translations takes its time on a busy machine.
jest.setTimeout(30_000);

const patience = { timeout: 10_000 };

const row = async (name: string) =>
  (await screen.findByRole('link', { name }, patience)).closest('tr')!;

describe('Clusters page', () => {
  it('says of each cluster its state, its journey, what is happening and who can act', async () => {
    renderPlugin('/tenant-clusters');
    const blocked = await row('payments-prod');
    expect(blocked).toHaveTextContent('Blocked');
    expect(blocked).toHaveTextContent('access denied in account …4821');
    expect(blocked).toHaveTextContent('platform team can act · for 7 min');
    expect(
      within(blocked).getByRole('img', {
        name: 'Journey: 3 of 6 stages done. Provisioned: stuck.',
      }),
    ).toBeInTheDocument();
    expect(await row('legacy-eu')).toHaveTextContent('registered only');
    expect(await row('orders-prod')).toHaveTextContent('1 application failing');
    for (const state of [
      'Requested',
      'Provisioning',
      'Connecting',
      'Ready',
      'Degraded',
      'Removing',
      'Unknown',
    ]) {
      expect(screen.getAllByText(state).length).toBeGreaterThan(0);
    }
  });

  it('changes a row when the stream says so, tells it, and keeps the others', async () => {
    const { api } = renderPlugin(FLEET);
    const link = within(await row('search-dev')).getByRole('link', {
      name: 'search-dev',
    });
    link.focus();
    act(() =>
      api.change('search-dev', {
        state: 'Ready',
        happening: sentence('All is well', 'happening.ready'),
      }),
    );
    expect(await row('search-dev')).toHaveTextContent('Ready');
    expect(link).toHaveFocus();
    expect(
      await screen.findByText('search-dev is now Ready', {}, patience),
    ).toBeInTheDocument();
    act(() => api.remove('media-prod'));
    await waitFor(() =>
      expect(screen.queryByText('media-prod')).not.toBeInTheDocument(),
    );
  });

  it('filters by a tile and shows it pressed', async () => {
    const { api } = renderPlugin(FLEET);
    await row('media-prod');
    const tile = screen.getByRole('button', {
      name: /blocked, someone must act/,
    });
    await userEvent.click(tile);
    await waitFor(() =>
      expect(screen.queryByText('media-prod')).not.toBeInTheDocument(),
    );
    expect(api.queries.at(-1)?.state).toEqual(['Blocked']);
    expect(tile).toHaveAttribute('aria-pressed', 'true');
  });

  it('opens as the address says, and says when nothing matches', async () => {
    renderPlugin(`${FLEET}?text=nothing-like-it`);
    expect(
      await screen.findByText('No cluster matches', {}, patience),
    ).toBeInTheDocument();
  });

  it('says of a hub that is not heard, in a sentence', async () => {
    const api = new FakeTenantClustersApi();
    api.hubs = [aHub({ state: 'unreachable' })];
    renderPlugin(FLEET, api);
    expect(
      await screen.findByText(/Hub Europe does not answer/, {}, patience),
    ).toBeInTheDocument();
  });

  it('says why it could not be read, and recovers', async () => {
    const api = new FakeTenantClustersApi();
    api.failure = new Error('the backend is starting');
    renderPlugin(FLEET, api);
    await screen.findByText('the backend is starting', {}, patience);
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await row('payments-prod')).toBeInTheDocument();
  });

  it('says when it is not live', async () => {
    const { api } = renderPlugin(FLEET);
    await row('payments-prod');
    expect(screen.getByText('live')).toBeInTheDocument();
    act(() => api.setStatus('reconnecting'));
    expect(screen.getByText('reconnecting')).toBeInTheDocument();
  });

  it('shows what a hub wrote as text, and links nothing but http', async () => {
    const api = new FakeTenantClustersApi();
    const hostile = '<img src=x onerror="alert(1)">{{name}}$t(state.Ready)';
    api.clusters = [
      aCluster({
        name: 'odd',
        state: 'Blocked',
        blocker: aBlocker({
          title: sentence(hostile, 'blocker.quoted.plain.title', {
            resource: hostile,
          }),
        }),
      }),
    ];
    const { container } = renderPlugin(FLEET, api);
    expect(await row('odd')).toHaveTextContent(hostile);
    expect(container.querySelector('img')).toBeNull();
  });

  it('draws only what is seen of a large fleet', async () => {
    const api = new FakeTenantClustersApi();
    api.clusters = Array.from({ length: 400 }, (_, index) =>
      aCluster({ name: `service-${index}` }),
    );
    renderPlugin(FLEET, api);
    await row('service-0');
    expect(screen.getByText('1–100 of 400')).toBeInTheDocument();
    expect(screen.getAllByRole('row').length).toBeLessThanOrEqual(101);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await screen.findByText('1–200 of 400', {}, patience);
    expect(screen.queryAllByRole('row').length).toBeLessThan(60);
  });
});

describe('cluster page', () => {
  it('puts the blocker first: what, who can act, what next, and on which evidence', async () => {
    renderPlugin(CLUSTER);
    const callout = await screen.findByRole(
      'region',
      { name: /^Blocked for 7 min: Role payments-prod-node is refused/ },
      patience,
    );
    expect(callout).toHaveTextContent('Who can act: platform team.');
    expect(callout).toHaveTextContent('Next step: Allow iam:CreateRole');
    expect(callout).toHaveTextContent('Synced = False · ReconcileError');
    expect(
      within(callout).getByRole('link', { name: 'Role payments-prod-node' }),
    ).toHaveAttribute('href', `${CLUSTER}/resources?select=role`);
  });

  it('shows each stage with state, owner, time and usual time', async () => {
    renderPlugin(CLUSTER);
    const stage = (name: string) =>
      screen
        .getByRole('heading', { level: 3, name: new RegExp(`^${name}`) })
        .closest('li')!;
    await screen.findByRole(
      'heading',
      { level: 3, name: /^Provisioned/ },
      patience,
    );
    expect(stage('Provisioned')).toHaveTextContent('stuck');
    expect(stage('Provisioned')).toHaveTextContent(
      'about 11 min, usually 11 to 16 min',
    );
    expect(stage('Connected')).toHaveTextContent('by Argo Workflows');
    expect(stage('Connected')).toHaveTextContent('not begun');
    expect(
      within(stage('Requested')).getByRole('link', { name: /platform#409/ }),
    ).toHaveAttribute('href', expect.stringContaining('/pull/409'));
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '11',
    );
  });

  it('follows the stream without losing what it shows', async () => {
    const { api } = renderPlugin(CLUSTER);
    await screen.findByRole(
      'heading',
      { level: 3, name: /^Provisioned/ },
      patience,
    );
    act(() =>
      api.change('payments-prod', {
        state: 'Provisioning',
        blocker: undefined,
      }),
    );
    expect(
      await screen.findByText(
        'payments-prod is now Provisioning',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { level: 3, name: /^Provisioned/ }),
    ).toBeInTheDocument();
  });

  it('says of one that is gone that it is, though no state of the model does', async () => {
    const api = new FakeTenantClustersApi();
    api.change('payments-prod', { state: 'Removing' });
    api.journey = aJourney(undefined, 'done', { kind: 'remove' });
    renderPlugin(CLUSTER, api);
    const heading = await screen.findByRole(
      'heading',
      { level: 1, name: 'payments-prod' },
      patience,
    );
    await waitFor(() =>
      expect(heading.parentElement).toHaveTextContent('Removed'),
    );
    expect(screen.queryByText('Removing')).not.toBeInTheDocument();
  });

  it('walks the resources by keyboard and opens one', async () => {
    renderPlugin(`${CLUSTER}/resources`);
    const tree = await screen.findByRole('treegrid', {}, patience);
    const [, first] = within(tree).getAllByRole('row');
    expect(first).toHaveAttribute('aria-level', '1');
    act(() => first.focus());
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    const net = within(tree).getByText('payments-prod-net').closest('tr')!;
    expect(net).toHaveFocus();
    expect(net).toHaveAttribute('aria-expanded', 'false');
    await userEvent.keyboard('{ArrowRight}');
    expect(net).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{End}{Enter}');
    expect(
      await screen.findByRole('region', {
        name: 'Details of payments-prod-default',
      }),
    ).toBeInTheDocument();
  });

  it('shows conditions and warning events of the resource in the address', async () => {
    renderPlugin(`${CLUSTER}/resources?select=role`);
    const panel = await screen.findByRole(
      'region',
      { name: 'Details of payments-prod-node' },
      patience,
    );
    expect(panel).toHaveTextContent('needs attention Synced False');
    expect(panel).toHaveTextContent('CannotCreateExternalResource 14×');
    expect(panel).toHaveTextContent(
      'Made byXTenantCluster payments-prod-x7k2p',
    );
  });

  it('lists applications, the missing one first', async () => {
    renderPlugin('/tenant-clusters/hub-eu/orders/orders-prod/applications');
    const table = await screen.findByRole(
      'table',
      { name: 'Applications of orders-prod' },
      patience,
    );
    const [, missing, failing] = within(table).getAllByRole('row');
    expect(missing).toHaveTextContent('fluent-bit-orders-prod');
    expect(missing).toHaveTextContent(
      'It is expected here and does not exist.',
    );
    expect(failing).toHaveTextContent('Degraded');
    expect(failing).toHaveTextContent('9f3c2ab');
  });

  it('shows the history, saying which times are only observed', async () => {
    renderPlugin(`${CLUSTER}/history`);
    const list = await screen.findByRole(
      'list',
      { name: 'History of payments-prod' },
      patience,
    );
    const [newest] = within(list).getAllByRole('listitem');
    expect(newest).toHaveTextContent(/^about .*Provisioning → Blocked/);
  });

  it('says that a cluster is not there, or may not be seen', async () => {
    renderPlugin('/tenant-clusters/hub-eu/payments/other');
    expect(
      await screen.findByText(
        'There is no such cluster, or you may not see it',
        {},
        patience,
      ),
    ).toBeInTheDocument();
  });
});

describe('Requests page', () => {
  it('shows open requests with what holds them', async () => {
    renderPlugin('/tenant-clusters/requests');
    const link = await screen.findByRole(
      'link',
      { name: /Request cluster ledger-prod/ },
      patience,
    );
    const item = link.closest('li')!;
    expect(item).toHaveTextContent('checks failed: kyverno policies');
    expect(item).toHaveTextContent('asked for by ana.souza');
    expect(screen.queryByText('Request cluster payments-prod')).toBeNull();
  });
});
