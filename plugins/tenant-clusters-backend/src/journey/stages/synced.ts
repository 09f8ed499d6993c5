import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ApplicationResource,
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import { MACHINES } from '../actors';
import { applicationCauses } from '../applications/applicationCauses';
import type { Cause } from '../Cause';
import { containsMerge, revisionFor } from '../correlate/containsMerge';
import { commitEvidence, objectEvidence, requestEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText, say } from '../text';
import { latest, objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';

const FLUX_NAME = 'kustomize.toolkit.fluxcd.io/name';

const isEntryOf =
  (claim: ProjectedClaim) =>
  ({ group, kind, namespace, name }: ApplicationResource) =>
    group === claim.group &&
    kind === claim.kind &&
    name === claim.name &&
    (namespace ?? '') === (claim.namespace ?? '');

interface Applied {
  /** Undefined: not known yet. */
  applied: boolean | undefined;
  revision?: string;
}

/**
 * Whether an application applied the claim at a commit that holds the merge: the claim's entry is Synced, and the application
 * is Synced at such a revision, or its last operation applied this claim at one. `sync.revision` alone is what was compared.
 */
function appliedBy(
  facts: JourneyFacts,
  application: ProjectedApplication,
  claim: ProjectedClaim,
): Applied {
  const { input, request } = facts;
  const { sync, operation, resources } = application;
  const isEntry = isEntryOf(claim);
  if (!resources.some(entry => isEntry(entry) && entry.status === 'Synced')) {
    return { applied: false };
  }
  const at = (revisions: string[]) =>
    revisionFor(application, revisions, request?.request, request?.change.path);
  const holds = (revision: string | undefined) =>
    containsMerge(
      input.requests,
      claim.hub,
      revision,
      request?.request.mergeCommit,
    );
  const byOperation = operation?.resources.some(
    entry => isEntry(entry) && entry.status === 'Synced',
  );
  const candidates = [
    ...(sync?.status === 'Synced' ? [at(sync.revisions)] : []),
    ...(byOperation && operation ? [at(operation.revisions)] : []),
  ];
  // A chart or a branch tells nothing of a merge, and nothing is to be told where no merge is known.
  if (!request?.request.mergeCommit && candidates.length > 0) {
    return { applied: true, revision: candidates.find(Boolean) };
  }
  const answers = candidates.map(revision => ({
    revision,
    applied: holds(revision),
  }));
  return (
    answers.find(({ applied }) => applied) ??
    answers.find(({ applied }) => applied === undefined) ?? { applied: false }
  );
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
      ...(revision
        ? [commitEvidence(revision, claim.hub, facts.request?.request)]
        : []),
    ],
  };
}

/** What keeps a merged request from being applied: no application reads it, or the one that does fails. */
function syncCauses(
  facts: JourneyFacts,
  applications: ProjectedApplication[],
  started: TimeFact | undefined,
): Cause[] {
  const { request, hub } = facts;
  if (applications.length > 0) {
    return applications.flatMap(application =>
      applicationCauses(facts, application, 'synced').filter(
        ({ type }) => type !== 'application-unhealthy',
      ),
    );
  }
  if (!request || facts.hub.isKindSilent('argoproj.io', 'Application')) {
    return [];
  }
  return [
    {
      type: 'no-application',
      stage: 'synced',
      resource: request.change.path,
      facts: { path: request.change.path, hub: hub.title },
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

function withoutApplication(
  facts: JourneyFacts,
  claim: ProjectedClaim,
): StageVerdict {
  const kustomization = claim.labels[FLUX_NAME];
  const created = objectTime(claim.createdAt);
  return kustomization
    ? {
        state: 'done',
        actor: MACHINES.flux,
        startedAt: objectTime(facts.request?.request.mergedAt) ?? created,
        finishedAt: created,
        summary: say('stage.synced.done.flux', { kustomization }),
        evidence: [objectEvidence(claim, `label ${FLUX_NAME}`)],
      }
    : {
        state: 'skipped',
        actor: MACHINES.argoCd,
        summary: say('stage.synced.skipped'),
        evidence: [objectEvidence(claim)],
      };
}

/** Done when Argo CD or Flux applied this very claim at a commit that holds the merge. */
export function synced(facts: JourneyFacts): StageVerdict {
  const { claim, request, tracking, covering } = facts;
  const actor = MACHINES.argoCd;
  const isMerged = request?.request.state === 'merged';
  if (!claim && !isMerged) {
    return { state: 'waiting', actor, summary: say('stage.synced.waiting') };
  }
  if (claim && tracking.candidates.length === 0 && !isMerged) {
    return withoutApplication(facts, claim);
  }
  if (claim?.labels[FLUX_NAME] && tracking.candidates.length === 0) {
    return withoutApplication(facts, claim);
  }
  const startedAt = objectTime(request?.request.mergedAt);
  let unknown = false;
  for (const application of claim ? tracking.candidates : []) {
    const { applied, revision } = appliedBy(facts, application, claim!);
    if (applied) {
      return doneVerdict(facts, claim!, application, revision);
    }
    unknown ||= applied === undefined;
  }
  const applications = tracking.application
    ? [tracking.application]
    : covering.slice(0, 1);
  return {
    state: 'active',
    actor,
    startedAt,
    summary: unknown
      ? say('stage.synced.comparing')
      : say('stage.synced.active'),
    evidence: applications.map(application =>
      objectEvidence(application, cleanText('covers the path', 40)),
    ),
    causes: unknown ? [] : syncCauses(facts, applications, startedAt),
  };
}
