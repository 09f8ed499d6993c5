import type { Actor } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TrackedRequest } from '../requests/types';
import { cleanText } from './text';
import type { JourneySettings } from './types';

/** Machines that own a stage. */
export const MACHINES = {
  argoCd: { type: 'argo-cd', title: 'Argo CD' },
  flux: { type: 'flux', title: 'Flux' },
  crossplane: { type: 'crossplane', title: 'Crossplane' },
  cloud: { type: 'cloud', title: 'Cloud' },
  workflows: { type: 'argo-workflows', title: 'Argo Workflows' },
  events: { type: 'argo-events', title: 'Argo Events' },
} as const satisfies Record<string, Actor>;

/** The people of one journey. */
export interface JourneyActors {
  requester: Actor;
  tenant: Actor;
  platformTeam: Actor;
}

const ENTITY_REF = /^(?:[a-z]+:)?(?:[\w.-]+\/)?([\w.-]+)$/i;

/** Who asked, as the request states it: shown, and never used to authorise anything. */
function requesterOf(request: TrackedRequest | undefined): Actor {
  if (!request) {
    return { type: 'requester', title: 'requester' };
  }
  const name = request.requester && ENTITY_REF.exec(request.requester)?.[1];
  return name && request.requester?.includes(':')
    ? { type: 'requester', ref: request.requester, title: name }
    : {
        type: 'requester',
        title: cleanText(request.requester ?? request.author, 100),
      };
}

export function journeyActors(options: {
  settings: JourneySettings;
  tenant?: string;
  request?: TrackedRequest;
}): JourneyActors {
  const { settings, tenant, request } = options;
  return {
    requester: requesterOf(request),
    tenant: tenant
      ? {
          type: 'tenant',
          ref: settings.ownerOf(tenant),
          title: cleanText(tenant, 100),
        }
      : { type: 'tenant', title: 'tenant' },
    platformTeam: settings.platformTeam,
  };
}
