import type {
  ProjectedClaim,
  ProjectedHelmRelease,
} from '../../projections/types';
import { MACHINES } from '../actors';
import { fluxCauses } from '../applications/fluxCauses';
import { containsMerge } from '../correlate/containsMerge';
import { gitSourceOf, kustomizationsHolding } from '../correlate/fluxDelivery';
import type { FluxDelivery } from '../correlate/fluxDelivery';
import { parseFluxRevision } from '../correlate/parseFluxRevision';
import { isSameRepository } from '../correlate/repositories';
import { commitEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { latest, objectTime } from '../times';
import { isReady } from '../walk/conditions';
import type { Applied } from './appliedByArgoCd';
import type { StageVerdict } from './StageVerdict';
import { appliedByKustomization } from './syncedByFlux';

const actor = MACHINES.flux;

/**
 * The build metadata of the version of a chart that is read from Git with `reconcileStrategy: Revision`: the beginning of its
 * commit (fluxcd/source-controller:docs/spec/v1/helmcharts.md#reconcile-strategy). Any other version is no commit.
 */
const CHART_COMMIT = /\+([0-9a-f]{7,40})(?:\.\d+)?$/;

/** The commit of the chart that a release was made of last, of the request's repository; undefined where none is said. */
function chartCommit(
  facts: JourneyFacts,
  release: ProjectedHelmRelease,
): string | undefined {
  const { input, request } = facts;
  const source = gitSourceOf(input.fleet, release);
  facts.dependOn(source);
  const [, short] =
    CHART_COMMIT.exec(release.lastAttemptedRevision ?? '') ?? [];
  if (!source || !request || !short) {
    return undefined;
  }
  const isSame = isSameRepository({
    cloneUrl: source.url,
    repository: request.request.repository,
    pageUrl: request.request.url,
  });
  const { commit } = parseFluxRevision(source.artifactRevision ?? '');
  return [request.request.mergeCommit, commit].find(
    known => isSame && known?.startsWith(short),
  );
}

/**
 * Whether a release that is Ready at its current generation holds the merge: its chart is of such a commit, or what applied the
 * release itself, with its values, is at one. Undefined where neither says a commit.
 */
function appliedByRelease(
  facts: JourneyFacts,
  release: ProjectedHelmRelease,
): Applied {
  const { input, request, subject } = facts;
  facts.dependOn(release);
  const { generation, observedGeneration } = release;
  const isCurrent =
    generation === undefined ||
    observedGeneration === undefined ||
    observedGeneration >= generation;
  if (!isReady(release) || !isCurrent) {
    return { applied: false };
  }
  const merge = request?.request.mergeCommit;
  const revision = chartCommit(facts, release);
  if (!merge) {
    return { applied: true, revision };
  }
  const parents = kustomizationsHolding(input.fleet, release).map(parent =>
    appliedByKustomization(facts, parent),
  );
  const answers: Applied[] = [
    ...(revision
      ? [
          {
            revision,
            applied: containsMerge(
              input.requests,
              subject.hub,
              revision,
              merge,
            ),
          },
        ]
      : []),
    ...parents,
  ];
  return (
    answers.find(({ applied }) => applied) ??
    answers.find(({ applied }) => applied === undefined) ??
    answers[0] ?? { applied: undefined }
  );
}

/** A claim that only HelmReleases say is theirs. */
export function syncedByHelm(
  facts: JourneyFacts,
  claim: ProjectedClaim,
  { releases, links }: FluxDelivery,
): StageVerdict {
  const merged = objectTime(facts.request?.request.mergedAt);
  const answers = releases.map(release => ({
    release,
    ...appliedByRelease(facts, release),
  }));
  const done = answers.find(({ applied }) => applied);
  if (done) {
    const { revision } = done;
    const created = objectTime(claim.createdAt);
    const release = done.release.name;
    return {
      state: 'done',
      actor,
      startedAt: merged ?? created,
      finishedAt: latest([merged, created]),
      summary: revision
        ? say('stage.synced.done.helm.revision', {
            release,
            revision: revision.slice(0, 7),
          })
        : say('stage.synced.done.helm', { release }),
      evidence: [
        ...links,
        ...(revision
          ? [commitEvidence(revision, claim.hub, facts.request?.request)]
          : []),
      ],
    };
  }
  const unsaid = answers.find(({ applied }) => applied === undefined);
  return unsaid
    ? {
        state: 'unknown',
        actor,
        startedAt: merged,
        summary: say('stage.synced.unknown.helm', {
          release: unsaid.release.name,
        }),
        evidence: links,
      }
    : {
        state: 'active',
        actor,
        startedAt: merged,
        summary: say('stage.synced.active.flux'),
        evidence: releases.map(release => objectEvidence(release)),
        causes: releases.flatMap(release =>
          fluxCauses(facts, release, 'synced'),
        ),
      };
}
