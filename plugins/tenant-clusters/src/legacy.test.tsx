import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { tenantClustersApiRef } from './api';
import { TenantClusterPage, TenantClustersPage } from './legacy';
import { FakeTenantClustersApi } from './__testUtils__/FakeTenantClustersApi';

jest.setTimeout(30_000);

const patience = { timeout: 10_000 };

/** An app of the classic system with the pages mounted as the documentation says. */
async function renderLegacy(address: string) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [tenantClustersApiRef, new FakeTenantClustersApi()],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <Routes>
        <Route path="/tenant-clusters" element={<TenantClustersPage />} />
        <Route
          path="/tenant-clusters/:hub/:namespace/:name/*"
          element={<TenantClusterPage />}
        />
      </Routes>
    </TestApiProvider>,
    { routeEntries: [address] },
  );
}

describe('legacy', () => {
  it('shows the same clusters', async () => {
    await renderLegacy('/tenant-clusters');
    expect(
      await screen.findByText('payments-prod', {}, patience),
    ).toBeInTheDocument();
  });

  it('shows the same page of a cluster', async () => {
    await renderLegacy('/tenant-clusters/hub-eu/payments/payments-prod');
    expect(
      await screen.findByRole('region', { name: /^Blocked for/ }, patience),
    ).toBeInTheDocument();
  });
});
