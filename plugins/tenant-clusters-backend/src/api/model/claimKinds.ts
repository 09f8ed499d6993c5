import type { FleetReader } from '../../fleet/types';
import type { ProjectedClaim, ProjectedXrd } from '../../projections/types';

const known = new WeakMap<
  ProjectedClaim[],
  WeakMap<ProjectedXrd[], Set<string>>
>();

/**
 * `Kind.group` of everything that is a claim on a hub: of the claims that are there, and of those that its XRDs allow, because
 * a claim that could not be applied is there nowhere but in an Application.
 */
export function claimKinds(fleet: FleetReader, hub: string): Set<string> {
  // Both lists are the same arrays until one of their objects changes.
  const claims = fleet.claims(hub);
  const xrds = fleet.listed(hub, 'xrd');
  const byXrds = known.get(claims) ?? new WeakMap();
  known.set(claims, byXrds);
  const kinds =
    byXrds.get(xrds) ??
    new Set([
      ...claims.map(({ kind, group }) => `${kind}.${group}`),
      ...xrds.flatMap(({ compositeKind, claimKind, scope }) => [
        ...(claimKind ? [`${claimKind.kind}.${claimKind.group}`] : []),
        ...(scope === 'LegacyCluster'
          ? []
          : [`${compositeKind.kind}.${compositeKind.group}`]),
      ]),
    ]);
  byXrds.set(xrds, kinds);
  return kinds;
}
