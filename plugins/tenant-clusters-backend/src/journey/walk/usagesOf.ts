import type { FleetReader } from '../../fleet/types';
import { groupOf } from '../../projections';
import type { ProjectedBase, ProjectedUsage } from '../../projections/types';

/** The Usages that keep an object from being deleted. One whose selector Crossplane has not resolved yet holds nothing. */
export function usagesOf(
  fleet: FleetReader,
  { hub, group, kind, namespace, name }: ProjectedBase,
): ProjectedUsage[] {
  return fleet
    .listed(hub, 'usage')
    .filter(
      ({ of }) =>
        of.name === name &&
        of.kind === kind &&
        groupOf(of.apiVersion) === group &&
        (of.namespace ?? '') === (namespace ?? ''),
    );
}
