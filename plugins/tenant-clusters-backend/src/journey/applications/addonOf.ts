import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedApplicationSet,
  ProjectedMetadata,
} from '../../projections/types';

const ENABLE_LABEL = 'enable_';

/** The label of a cluster secret that switches an add-on on, as the GitOps bridge pattern names it. */
export const enableLabel = (addon: string) => `${ENABLE_LABEL}${addon}`;

/** Add-ons that the labels of a cluster secret switch on. */
export function labelledAddons(
  secret: Pick<ProjectedMetadata, 'labels'> | undefined,
): string[] {
  return Object.entries(secret?.labels ?? {}).flatMap(([key, value]) =>
    key.startsWith(ENABLE_LABEL) && value === 'true'
      ? [key.slice(ENABLE_LABEL.length)]
      : [],
  );
}

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
