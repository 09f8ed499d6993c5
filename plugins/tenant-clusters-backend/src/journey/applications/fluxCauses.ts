import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type {
  ProjectedCondition,
  ProjectedGitRepository,
  ProjectedHelmRelease,
  ProjectedKustomization,
} from '../../projections/types';
import type { Cause } from '../Cause';
import { gitSourceOf } from '../correlate/fluxDelivery';
import { conditionEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText } from '../text';
import { conditionOf } from '../walk/conditions';

type FluxObject =
  | ProjectedKustomization
  | ProjectedGitRepository
  | ProjectedHelmRelease;

/** Longer than layers are stacked; a circle of dependencies ends where it meets itself. */
const MAX_DEPTH = 16;

/** fluxcd/pkg:apis/meta/conditions.go */
const DEPENDENCY_NOT_READY = 'DependencyNotReady';

function fluxCause(
  facts: JourneyFacts,
  object: FluxObject,
  type: BlockerCauseType,
  options: {
    stage: StageName;
    depth: number;
    condition?: ProjectedCondition;
    more?: Record<string, string>;
  },
): Cause {
  const { stage, depth, condition, more } = options;
  const since = facts.observe(
    'blocker',
    `flux/${object.uid}/${type}`,
    'standing',
    condition?.lastTransitionTime,
  );
  const resource = cleanText(`${object.kind} ${object.name}`, 120);
  return {
    type,
    stage,
    object,
    condition,
    message: condition?.message,
    resource,
    facts: { flux: resource, ...more },
    since,
    waiting: 0,
    depth,
    ordinary: false,
    evidence: [
      condition
        ? conditionEvidence(object, condition, since)
        : objectEvidence(object),
    ],
  };
}

/** What an object of Flux says against itself; undefined where it works, or is at it. */
function ownCause(
  facts: JourneyFacts,
  object: FluxObject,
  stage: StageName,
  depth: number,
): Cause | undefined {
  const cause = (
    type: BlockerCauseType,
    condition?: ProjectedCondition,
    more?: Record<string, string>,
  ) => fluxCause(facts, object, type, { stage, depth, condition, more });
  // A suspended one keeps the conditions that it had, whatever they were.
  if (object.suspended) {
    return cause('flux-suspended');
  }
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') {
    return cause('flux-stalled', stalled);
  }
  const ready = conditionOf(object, 'Ready');
  if (ready?.status !== 'False') {
    return undefined;
  }
  if (ready.reason === DEPENDENCY_NOT_READY) {
    const dependency = /dependency '([^']+)'/.exec(ready.message ?? '')?.[1];
    return cause('flux-dependency', ready, {
      dependency: cleanText(dependency ?? 'another one', 200),
    });
  }
  return cause('flux-failed', ready, {
    reason: cleanText(ready.reason ?? 'Failed', 100),
  });
}

/**
 * Why a Kustomization, or a HelmRelease, does not apply what is in Git: it is suspended, stalled or failing, its source is, or what it depends on is
 * not ready; in that case the reason is looked for there, down to the deepest.
 */
export function fluxCauses(
  facts: JourneyFacts,
  applying: ProjectedKustomization | ProjectedHelmRelease,
  stage: StageName,
): Cause[] {
  const { fleet } = facts.input;
  const met = new Set<string>();
  const visit = (
    current: ProjectedKustomization | ProjectedHelmRelease,
    depth: number,
  ): Cause[] => {
    if (met.has(current.uid) || depth > MAX_DEPTH) {
      return [];
    }
    met.add(current.uid);
    const source = gitSourceOf(fleet, current);
    facts.dependOn(current, source);
    const own = ownCause(facts, current, stage, depth);
    if (own?.type === 'flux-suspended') {
      return [own];
    }
    const dependencies = [...fleet.listed(current.hub, current.role)].filter(
      candidate =>
        current.dependsOn.some(
          ({ name, namespace }) =>
            name === candidate.name && namespace === candidate.namespace,
        ),
    );
    const below =
      own?.type === 'flux-dependency'
        ? dependencies.flatMap(dependency => visit(dependency, depth + 1))
        : [];
    const atSource = source && ownCause(facts, source, stage, depth + 1);
    return [...below, ...(atSource ? [atSource] : []), ...(own ? [own] : [])];
  };
  return visit(applying, 0).sort((one, other) => other.depth - one.depth);
}
