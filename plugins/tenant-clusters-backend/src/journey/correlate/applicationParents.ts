import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedApplicationSet,
} from '../../projections/types';
import { ownTrackingId } from './trackingId';

/** What made an application, and by what that is known. */
export interface ApplicationParent {
  object: ProjectedApplication | ProjectedApplicationSet;
  via: string;
}

/** Deeper than apps of apps are nested; a circle ends where it meets itself. */
const MAX_DEPTH = 8;

function parentOf(
  fleet: FleetReader,
  application: ProjectedApplication | ProjectedApplicationSet,
): ApplicationParent | undefined {
  const { hub, owners } = application;
  const maker = owners.find(
    ({ controller, kind }) => controller && kind === 'ApplicationSet',
  );
  const set = maker && fleet.byUid(hub, maker.uid);
  if (set?.role === 'application-set') {
    return { object: set, via: 'ownerReference' };
  }
  const id = ownTrackingId(application);
  const fitting = id
    ? fleet.applicationsNamed(hub, id.application).filter(
        ({ namespace, uid }) =>
          uid !== application.uid &&
          // Without a namespace it lies where its Argo CD does, which is where what it makes lies as well.
          namespace === (id.applicationNamespace ?? application.namespace),
      )
    : [];
  return fitting.length === 1
    ? { object: fitting[0], via: 'tracking-id' }
    : undefined;
}

/** The app of apps or ApplicationSet that made an application, and what made that, the nearest first. */
export function applicationParents(
  fleet: FleetReader,
  application: ProjectedApplication,
): ApplicationParent[] {
  const parents: ApplicationParent[] = [];
  const met = new Set([application.uid]);
  let parent = parentOf(fleet, application);
  while (parent && !met.has(parent.object.uid) && parents.length < MAX_DEPTH) {
    parents.push(parent);
    met.add(parent.object.uid);
    parent = parentOf(fleet, parent.object);
  }
  return parents;
}
