import type { DependentHolding } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedApplication } from '../../projections/types';

/**
 * Kinds inside of a cluster that may hold something of the cloud. An Application names its objects, not what they say: a Service
 * may or may not be of type LoadBalancer, and a StatefulSet makes the claims of its volumes by itself.
 */
const HOLDS: Record<string, DependentHolding['holds']> = {
  Service: 'load-balancer',
  Ingress: 'load-balancer',
  Gateway: 'load-balancer',
  PersistentVolumeClaim: 'volume',
  StatefulSet: 'volume',
};

/** What an Application delivers that may hold a load balancer or a volume. */
export function holdings(
  application: ProjectedApplication,
): DependentHolding[] {
  return application.resources.flatMap(({ kind, namespace, name }) => {
    const holds = Object.hasOwn(HOLDS, kind) ? HOLDS[kind] : undefined;
    return holds
      ? [
          {
            ...(namespace && { namespace }),
            kind,
            name,
            holds,
            application: `${application.namespace}/${application.name}`,
          },
        ]
      : [];
  });
}
