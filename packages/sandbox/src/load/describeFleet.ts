import { apiVersionOf } from './LoadKind';
import { RunningLoadFleet } from './startLoadFleet';

/** What a measuring process has to know of a running fleet; goes over the process channel as JSON. */
export interface FleetDescription {
  hubs: {
    name: string;
    url: string;
    kubeconfig: string;
    objects: number;
    bytes: number;
    collections: {
      group: string;
      version: string;
      apiVersion: string;
      kind: string;
      plural: string;
      categories: string[];
      objects: number;
      bytes: number;
    }[];
  }[];
  clusters: {
    hub: string;
    namespace: string;
    name: string;
    kind: string;
    tenant: string;
  }[];
  tenants: string[];
}

export function describeFleet(running: RunningLoadFleet): FleetDescription {
  const { fleet, apis, kubeconfigs } = running;
  return {
    hubs: apis.map(({ hub, url }, index) => ({
      name: hub.name,
      url,
      kubeconfig: kubeconfigs[index],
      objects: hub.objects,
      bytes: hub.bytes,
      collections: hub.collections().map(({ kind, size, bytes }) => ({
        group: kind.group,
        version: kind.version,
        apiVersion: apiVersionOf(kind),
        kind: kind.kind,
        plural: kind.plural,
        categories: kind.categories ?? [],
        objects: size,
        bytes,
      })),
    })),
    clusters: fleet.plan.clusters.map(({ hub, tenant, name }) => ({
      hub: fleet.hubs[hub].name,
      namespace: tenant,
      name,
      kind: 'TenantCluster.platform.spokeport.dev',
      tenant,
    })),
    tenants: fleet.plan.tenants.map(({ name }) => name),
  };
}
