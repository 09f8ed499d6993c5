import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp, mockApis } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { CLUSTER_ANNOTATION } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { act, screen } from '@testing-library/react';
import { tenantClustersApiRef } from '../../api';
import { clusterRouteRef, clustersRouteRef } from '../../routes';
import { FakeTenantClustersApi } from '../../__testUtils__/FakeTenantClustersApi';
import { EntityClusterCard } from './EntityClusterCard';
import { EntityGroupClustersCard } from './EntityGroupClustersCard';

jest.setTimeout(30_000);

const patience = { timeout: 10_000 };

function render(card: JSX.Element, entity: Entity) {
  const api = new FakeTenantClustersApi();
  renderInTestApp(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    apis: [[tenantClustersApiRef, api], mockApis.permission()],
    mountedRoutes: {
      '/tenant-clusters/clusters': clustersRouteRef,
      '/tenant-clusters/:hub/:namespace/:name': clusterRouteRef,
    },
  });
  return api;
}

const resource = (ref: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'payments-prod',
    annotations: { [CLUSTER_ANNOTATION]: ref },
  },
  spec: { type: 'kubernetes-cluster' },
});

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'orders' },
};

describe('EntityClusterCard', () => {
  it('shows state, journey and blocker, live', async () => {
    const api = render(
      <EntityClusterCard />,
      resource('hub-eu/payments/payments-prod'),
    );
    await screen.findByText('Blocked', {}, patience);
    expect(
      screen.getByText(/access denied in account …4821/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: /^Journey: 3 of 6/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open the cluster' }),
    ).toHaveAttribute('href', '/tenant-clusters/hub-eu/payments/payments-prod');
    act(() => api.change('payments-prod', { state: 'Provisioning' }));
    expect(
      await screen.findByText('Provisioning', {}, patience),
    ).toBeInTheDocument();
  });

  it('says what is wrong with an annotation that is no address', async () => {
    render(<EntityClusterCard />, resource('payments-prod'));
    expect(
      await screen.findByText(/must read hub\/namespace\/name/, {}, patience),
    ).toBeInTheDocument();
  });
});

describe('EntityGroupClustersCard', () => {
  it('lists the clusters that the group owns and leads to all of them', async () => {
    const api = render(<EntityGroupClustersCard />, group);
    await screen.findByText('orders-prod', {}, patience);
    expect(screen.getByText('orders-stage')).toBeInTheDocument();
    expect(screen.queryByText('payments-prod')).not.toBeInTheDocument();
    expect(api.queries[0].owner).toEqual(['group:default/orders']);
    expect(
      screen.getByRole('link', { name: 'See all 2 clusters' }),
    ).toHaveAttribute(
      'href',
      '/tenant-clusters/clusters?owner=group%3Adefault%2Forders',
    );
  });
});
