import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import type { RenderResult } from '@testing-library/react';
import { tenantClustersApiRef } from '../api';
import { tenantClustersPlugin } from '../plugin';
import { FakeTenantClustersApi } from './FakeTenantClustersApi';

/** The plugin in an app at an address, for a person who may do everything. */
export function renderPlugin(
  address: string,
  api = new FakeTenantClustersApi(),
): Pick<RenderResult, 'container'> & { api: FakeTenantClustersApi } {
  const { container } = renderTestApp({
    // The test app decides at once; whether someone may use the plugin at all is asked of the backend, and not here.
    features: [
      tenantClustersPlugin.withOverrides({ extensions: [], if: { $all: [] } }),
    ],
    initialRouteEntries: [address],
    config: {
      app: { routes: { bindings: { 'tenant-clusters.template': false } } },
    },
    apis: [[tenantClustersApiRef, api], mockApis.permission()],
  });
  return { container, api };
}
