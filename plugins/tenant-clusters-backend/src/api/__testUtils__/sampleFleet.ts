import type {
  Journey,
  JourneySummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterView } from '../../journey/types';
import {
  application,
  applicationSet,
  claim,
  clusterView,
  FakeModel,
  openRequest,
  projectedApplication,
  registration,
  workflow,
  xrd,
} from './FakeModel';

/** What the message of the shared application quotes. */
export const SECRET_PLAN = 'orders-secret-plan';

const journeyOf = (name: string, earlier = false): Journey => ({
  key: `${earlier ? 'earlier' : 'journey'}-${name}`,
  kind: earlier ? 'create' : 'change',
  state: earlier ? 'done' : 'open',
  stages: [],
  blockers: [],
  links: [],
});

function withJourneys(view: ClusterView, name: string): ClusterView {
  const journey = journeyOf(name);
  const earlier = journeyOf(name, true);
  const { key, kind, state }: JourneySummary = earlier;
  return {
    ...view,
    journey,
    journeys: [journey, earlier],
    detail: {
      ...view.detail,
      journey,
      otherJourneys: [{ key, kind, state, stages: [] }],
      addons: ['ingress', 'metrics'],
    },
  };
}

/** One of everything for the tenants payments and orders, and what is nobody's. */
export function sampleFleet(): FakeModel {
  const model = new FakeModel();
  const tenants = ['payments', 'orders'];
  for (const tenant of tenants) {
    const name = `${tenant}-prod-1`;
    const store = claim(`${tenant}-store`, tenant);
    model.claims.push(claim(name, tenant), {
      ...store,
      uid: `uid-${store.name}`,
      kind: 'ObjectStore',
      cluster: false,
    });
    model.clusters.push(
      withJourneys(
        clusterView(name, tenant, 'Ready', {
          uid: `TenantCluster-${name}`,
          shownApplications: [
            application('tenants', `failed to apply: ${SECRET_PLAN}`),
            { ...application(`${tenant}-ingress`), addon: 'ingress' },
          ],
        }),
        name,
      ),
    );
    const infrastructure = clusterView(store.name, tenant, 'Ready', {
      ref: {
        hub: 'hub-eu',
        namespace: tenant,
        name: store.name,
        kind: 'ObjectStore.platform.spokeport.dev',
      },
      uid: `uid-${store.name}`,
    });
    model.otherClaims.push({
      ...withJourneys(infrastructure, store.name),
      infrastructure: true,
    });
    model.applications.push({
      ...projectedApplication(`${tenant}-ingress`, []),
      addon: 'ingress',
    });
    model.files[name] = {
      path: `tenants/${tenant}/clusters/${name}.yaml`,
      url: `http://localhost:7008/acme/platform/blob/main/${name}.yaml`,
      branch: 'main',
      readAt: '2026-11-20T10:00:00Z',
      manifest: {
        group: 'platform.spokeport.dev',
        kind: 'TenantCluster',
        name,
        content: {},
      },
      fields: { tenant, members: [], addons: [] },
    };
    model.workflows.push(
      workflow(`${tenant}-run`, `TenantCluster-${name}`, {
        nodes: [
          {
            id: 'a',
            name: `${tenant}-run`,
            displayName: `${tenant}-run`,
            type: 'Pod',
            phase: 'Succeeded',
            children: [],
          },
        ],
      }),
    );
    model.secrets.push(
      registration(name, `TenantCluster-${name}`, { enable_ingress: 'true' }),
    );
  }
  model.applications.push(
    projectedApplication(
      'tenants',
      model.claims.filter(({ cluster }) => cluster),
    ),
    projectedApplication('nobodys', []),
  );
  model.workflows.push(workflow('nobodys-run'));
  model.applicationSets = [applicationSet('ingress')];
  model.xrds = [xrd('ObjectStore'), xrd('Organisation', { scope: 'Cluster' })];
  model.requests = [
    openRequest(1, 'payments', 'payments-next-1'),
    openRequest(2, 'orders', 'orders-next-1'),
  ];
  return model;
}
