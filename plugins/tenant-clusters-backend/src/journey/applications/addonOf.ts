import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedApplicationSet,
} from '../../projections/types';

/** Labels of a cluster secret that switch an add-on on, as the GitOps bridge pattern names them. */
export const ENABLE_LABEL = 'enable_';

/** The add-on that an ApplicationSet delivers: the one that it selects clusters by. One that selects by several is no add-on's. */
export function addonOfSet({
  selects,
}: ProjectedApplicationSet): string | undefined {
  const enabling = selects.filter(label => label.startsWith(ENABLE_LABEL));
  return enabling.length === 1
    ? enabling[0].slice(ENABLE_LABEL.length) || undefined
    : undefined;
}

/** The add-on of an Application: as its label says, else as the ApplicationSet that made it selects clusters. */
export function addonOf(
  fleet: FleetReader,
  application: ProjectedApplication,
): string | undefined {
  if (application.addon) {
    return application.addon;
  }
  const maker = application.owners.find(
    ({ kind, controller }) => kind === 'ApplicationSet' && controller,
  );
  const set = maker && fleet.byUid(application.hub, maker.uid);
  return set?.role === 'application-set' ? addonOfSet(set) : undefined;
}
