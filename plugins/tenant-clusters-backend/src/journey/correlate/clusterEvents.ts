import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedBase,
  ProjectedClaim,
  ProjectedMetadata,
} from '../../projections/types';

/** Uid of the XR that an event or a run was made for, as the Composition writes it. */
export const COMPOSITE_UID_LABEL = 'spokeport.dev/composite-uid';
/** Hash over what the handover acts on, on the event and on the run that answers it. */
export const CONTENT_HASH_LABEL = 'spokeport.dev/content-hash';

export interface LinkedEvent {
  event: ProjectedMetadata;
  via: string;
}

const newestFirst = (one: LinkedEvent, other: LinkedEvent) =>
  Date.parse(other.event.createdAt ?? '') -
  Date.parse(one.event.createdAt ?? '');

/**
 * The events that announce a cluster, newest first: by their controller owner, else by labels with uids, else by Crossplane's
 * labels. Never by their data, which is not read.
 */
export function clusterEvents(
  fleet: FleetReader,
  claim: ProjectedClaim,
  composites: ProjectedBase[],
): LinkedEvent[] {
  const makers = composites.length > 0 ? composites : [claim];
  const owned = makers
    .flatMap(({ uid }) => fleet.ownedBy(claim.hub, uid))
    .flatMap(object => (object.role === 'cluster-event' ? [object] : []));
  if (owned.length > 0) {
    return owned
      .map(event => ({ event, via: 'ownerReference' }))
      .sort(newestFirst);
  }
  const uids = new Set(composites.map(({ uid }) => uid));
  const linked: LinkedEvent[] = [];
  for (const event of fleet.clusterEvents(claim.hub)) {
    const { labels } = event;
    if (labels[SPOKEPORT_LABELS.claimUid] === claim.uid) {
      linked.push({ event, via: `label ${SPOKEPORT_LABELS.claimUid}` });
    } else if (uids.has(labels[COMPOSITE_UID_LABEL])) {
      linked.push({ event, via: `label ${COMPOSITE_UID_LABEL}` });
    } else if (
      composites.some(
        ({ name }) => labels['crossplane.io/composite'] === name,
      ) &&
      labels['crossplane.io/claim-name'] === claim.name &&
      labels['crossplane.io/claim-namespace'] === claim.namespace
    ) {
      linked.push({ event, via: 'label crossplane.io/composite' });
    }
  }
  return linked.sort(newestFirst);
}
