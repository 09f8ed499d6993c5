import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import { MACHINES } from '../actors';
import { applicationCauses } from '../applications/applicationCauses';
import { parentCauses } from '../applications/parentCauses';
import type { Cause } from '../Cause';
import { applicationParents } from '../correlate/applicationParents';
import {
  coveringApplications,
  deliveredPath,
} from '../correlate/coveringApplications';
import {
  coveringKustomizations,
  fluxDelivery,
} from '../correlate/fluxDelivery';
import { commitEvidence, objectEvidence, requestEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { latest, objectTime } from '../times';
import { kindCause } from '../walk/kindCauses';
import { appliedByArgoCd } from './appliedByArgoCd';
import type { StageVerdict } from './StageVerdict';
import { activeByFlux, KUSTOMIZATION, syncedByFlux } from './syncedByFlux';
import { syncedByHelm } from './syncedByHelm';

const APPLICATION = { group: 'argoproj.io', kind: 'Application' } as const;

/** The applications above one, as evidence of who brings it about. */
function parentLinks(facts: JourneyFacts, application: ProjectedApplication) {
  const parents = applicationParents(facts.input.fleet, application);
  facts.dependOn(...parents.map(({ object }) => object));
  return parents.map(({ object, via }) => objectEvidence(object, via));
}

function doneVerdict(
  facts: JourneyFacts,
  claim: ProjectedClaim,
  application: ProjectedApplication,
  revision: string | undefined,
): StageVerdict {
  const merged = objectTime(facts.request?.request.mergedAt);
  const created = objectTime(claim.createdAt);
  return {
    state: 'done',
    actor: MACHINES.argoCd,
    startedAt: merged ?? created,
    // The claim is there from the moment it was applied first, whatever was synced since.
    finishedAt: latest([merged, created]),
    summary: revision
      ? say('stage.synced.done', {
          revision: revision.slice(0, 7),
          application: application.name,
        })
      : say('stage.synced.done.unversioned', { application: application.name }),
    evidence: [
      ...facts.tracking.links,
      ...parentLinks(facts, application),
      ...(revision
        ? [commitEvidence(revision, claim.hub, facts.request?.request)]
        : []),
    ],
  };
}

/** Nothing reads the path; or it cannot be told, because what would read it is not read itself. */
function uncoveredCauses(
  facts: JourneyFacts,
  started: TimeFact | undefined,
): Cause[] {
  const { request, hub } = facts;
  if (!request) {
    return [];
  }
  const unread = [APPLICATION, KUSTOMIZATION].flatMap(
    kind => kindCause(facts, kind, { stage: 'synced' }) ?? [],
  );
  const isSilent = [APPLICATION, KUSTOMIZATION].some(({ group, kind }) =>
    hub.isKindSilent(group, kind),
  );
  if (unread.length > 0 || isSilent) {
    return unread;
  }
  return [
    {
      type: 'no-application',
      stage: 'synced',
      resource: deliveredPath(request.change),
      facts: { path: deliveredPath(request.change), hub: hub.title },
      since: facts.observe(
        'blocker',
        'no-application',
        'standing',
        started?.at,
      ),
      waiting: 0,
      depth: 0,
      ordinary: false,
      evidence: [requestEvidence(request.request)],
    },
  ];
}

/** What keeps a merged request from being applied: the application that reads it fails, or what makes that application does. */
function syncCauses(
  facts: JourneyFacts,
  application: ProjectedApplication,
): Cause[] {
  const own = applicationCauses(facts, application, 'synced').filter(
    ({ type }) => type !== 'application-unhealthy',
  );
  return own.length > 0 ? own : parentCauses(facts, application, 'synced');
}

function applyingVerdict(facts: JourneyFacts): StageVerdict {
  const { claim, request, tracking, covering, input } = facts;
  const startedAt = objectTime(request?.request.mergedAt);
  let unknown = false;
  for (const application of claim ? tracking.candidates : []) {
    const { applied, revision } = appliedByArgoCd(facts, application, claim!);
    if (applied) {
      return doneVerdict(facts, claim!, application, revision);
    }
    unknown ||= applied === undefined;
  }
  const applications = tracking.application
    ? [tracking.application]
    : covering.slice(0, 1);
  const kustomizations =
    applications.length === 0 && request
      ? coveringKustomizations(
          input.fleet,
          request.request,
          deliveredPath(request.change),
        ).slice(0, 1)
      : [];
  if (kustomizations.length > 0) {
    return activeByFlux(facts, kustomizations);
  }
  const causes =
    applications.length > 0
      ? applications.flatMap(application => syncCauses(facts, application))
      : uncoveredCauses(facts, startedAt);
  return {
    state: 'active',
    actor: MACHINES.argoCd,
    startedAt,
    summary: unknown
      ? say('stage.synced.comparing')
      : say('stage.synced.active'),
    evidence: applications.flatMap(application => [
      objectEvidence(application, 'covers the path'),
      ...parentLinks(facts, application),
    ]),
    causes: unknown ? [] : causes,
  };
}

/** Before the merge: whose turn it will be follows from who reads the path. */
function waitingVerdict({ request, input }: JourneyFacts): StageVerdict {
  // On most hubs there is no Kustomization, and then no application needs to be looked at.
  const isFlux =
    request !== undefined &&
    coveringKustomizations(
      input.fleet,
      request.request,
      deliveredPath(request.change),
    ).length > 0 &&
    coveringApplications(input.fleet, request.request, request.change)
      .length === 0;
  return isFlux
    ? {
        state: 'waiting',
        actor: MACHINES.flux,
        summary: say('stage.synced.waiting.flux'),
      }
    : {
        state: 'waiting',
        actor: MACHINES.argoCd,
        summary: say('stage.synced.waiting'),
      };
}

/** Done when Argo CD or Flux applied this very claim at a commit that holds the merge. */
export function synced(facts: JourneyFacts): StageVerdict {
  const { claim, request, tracking, input } = facts;
  const isMerged = request?.request.state === 'merged';
  if (claim && tracking.candidates.length === 0) {
    const delivery = fluxDelivery(input.fleet, claim);
    if (delivery.holding.length > 0 || delivery.name) {
      return syncedByFlux(facts, claim, delivery);
    }
    if (delivery.releases.length > 0) {
      return syncedByHelm(facts, claim, delivery);
    }
  }
  if (!isMerged && (!claim || tracking.candidates.length === 0)) {
    return claim
      ? {
          state: 'skipped',
          actor: MACHINES.argoCd,
          summary: say('stage.synced.skipped'),
          evidence: [objectEvidence(claim)],
        }
      : waitingVerdict(facts);
  }
  return applyingVerdict(facts);
}
