import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import type { Cause } from '../Cause';
import { fluxDelivery } from '../correlate/fluxDelivery';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { applicationCauses } from './applicationCauses';
import { fluxCauses } from './fluxCauses';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/**
 * argoproj/argo-cd:gitops-engine/pkg/sync/sync_context.go; written with a capital from 3.3 on. It stands in a running
 * operation.
 */
const WAITS_FOR_CONFIRMATION = /^waiting for pruning confirmation of (.+)$/i;

/** Options of one object, as the annotation lists them: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
function syncOption(
  { annotations }: ProjectedClaim,
  name: string,
): string | undefined {
  const options = (annotations[SYNC_OPTIONS] ?? '').split(',');
  return options
    .map(option => option.trim())
    .find(option => option.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function pruneCause(
  facts: JourneyFacts,
  type: 'prune-off' | 'prune-confirm',
  options: {
    object: Cause['object'] & ProjectedApplication;
    stage: StageName;
    message?: string;
    more: Record<string, string>;
  },
): Cause {
  const { object, stage, message, more } = options;
  return {
    type,
    stage,
    object,
    message,
    resource: object.name,
    facts: { application: object.name, ...more },
    since: facts.observe(
      'blocker',
      `application/${object.uid}/${type}`,
      'standing',
      facts.request?.request.mergedAt,
    ),
    waiting: 0,
    depth: 0,
    ordinary: false,
    evidence: [objectEvidence(object, 'spec.syncPolicy')],
  };
}

/**
 * Whether the application has seen that the claim is gone from Git. Before it compares, nothing can be said of its pruning.
 */
function wantsPruning(
  application: ProjectedApplication,
  claim: ProjectedClaim,
): boolean {
  return application.resources.some(
    ({ group, kind, namespace, name, requiresPruning }) =>
      requiresPruning === true &&
      group === claim.group &&
      kind === claim.kind &&
      name === claim.name &&
      (namespace ?? '') === (claim.namespace ?? ''),
  );
}

function byApplication(
  facts: JourneyFacts,
  application: ProjectedApplication,
  claim: ProjectedClaim,
  stage: StageName,
): Cause[] {
  const { operation, automated } = application;
  const message =
    operation?.phase === 'Running' ? operation.message : undefined;
  const confirmation = WAITS_FOR_CONFIRMATION.exec(message ?? '')?.[1];
  if (confirmation) {
    return [
      pruneCause(facts, 'prune-confirm', {
        object: application,
        stage,
        message,
        more: { what: confirmation },
      }),
    ];
  }
  if (!wantsPruning(application, claim)) {
    return applicationCauses(facts, application, stage).filter(
      ({ type }) => type !== 'application-unhealthy',
    );
  }
  const isOff = syncOption(claim, 'Prune') === 'false';
  if (isOff || (automated && !automated.prune)) {
    return [
      pruneCause(facts, 'prune-off', {
        object: application,
        stage,
        more: { by: isOff ? 'option' : 'application' },
      }),
    ];
  }
  return applicationCauses(facts, application, stage).filter(
    ({ type }) => type !== 'application-unhealthy',
  );
}

/** What keeps a claim from being deleted that is gone from Git: pruning is off, waits for a person, or the sync itself fails. */
export function pruneCauses(
  facts: JourneyFacts,
  claim: ProjectedClaim,
  stage: StageName,
): Cause[] {
  const { tracking, input } = facts;
  if (tracking.candidates.length > 0) {
    return tracking.candidates.flatMap(application =>
      byApplication(facts, application, claim, stage),
    );
  }
  const { holding, labelled } = fluxDelivery(input.fleet, claim);
  const kustomizations = [...holding, ...(labelled ? [labelled] : [])];
  facts.dependOn(...kustomizations);
  return kustomizations.flatMap(kustomization => {
    const off = !kustomization.prune
      ? [
          {
            type: 'prune-off' as const,
            stage,
            object: kustomization,
            resource: `${kustomization.kind} ${kustomization.name}`,
            facts: { application: kustomization.name, by: 'kustomization' },
            since: facts.observe(
              'blocker',
              `flux/${kustomization.uid}/prune-off`,
              'standing',
              facts.request?.request.mergedAt,
            ),
            waiting: 0,
            depth: 0,
            ordinary: false,
            evidence: [objectEvidence(kustomization, 'spec.prune')],
          },
        ]
      : [];
    return [...off, ...fluxCauses(facts, kustomization, stage)];
  });
}
