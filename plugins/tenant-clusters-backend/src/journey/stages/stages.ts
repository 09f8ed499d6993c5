import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { JourneyFacts } from '../JourneyFacts';
import { connected } from './connected';
import { connectedChange } from './connectedChange';
import { delivering } from './delivering';
import { deliveringChange } from './deliveringChange';
import { deprovisioned } from './deprovisioned';
import { deregistered } from './deregistered';
import { drained } from './drained';
import { provisioned } from './provisioned';
import { provisionedChange } from './provisionedChange';
import { pruned } from './pruned';
import { requested } from './requested';
import { reviewed } from './reviewed';
import type { EarlierStages, StageVerdict } from './StageVerdict';
import { synced } from './synced';
import { syncedChange } from './syncedChange';
import { verified } from './verified';

/** One stage of a journey: what decides it, and where its evidence comes from. */
export interface StageDefinition {
  name: StageName;
  source: 'git' | 'hub';
  /** Kind without which nothing can be said of the stage. */
  kind?: { group: string; kind: string };
  decide(facts: JourneyFacts, earlier: EarlierStages): StageVerdict;
}

const WORKFLOW = { group: 'argoproj.io', kind: 'Workflow' };
const APPLICATION = { group: 'argoproj.io', kind: 'Application' };

const REQUEST_STAGES: StageDefinition[] = [
  { name: 'requested', source: 'git', decide: requested },
  { name: 'reviewed', source: 'git', decide: reviewed },
];

const CLAIM_STAGES: StageDefinition[] = [
  { name: 'synced', source: 'hub', kind: APPLICATION, decide: synced },
  { name: 'provisioned', source: 'hub', decide: provisioned },
  { name: 'verified', source: 'hub', kind: WORKFLOW, decide: verified },
];

const CLUSTER_STAGES: StageDefinition[] = [
  { name: 'connected', source: 'hub', kind: WORKFLOW, decide: connected },
  { name: 'delivering', source: 'hub', kind: APPLICATION, decide: delivering },
];

const CHANGE_STAGES: StageDefinition[] = [
  { name: 'synced', source: 'hub', kind: APPLICATION, decide: syncedChange },
  { name: 'provisioned', source: 'hub', decide: provisionedChange },
  { name: 'verified', source: 'hub', kind: WORKFLOW, decide: verified },
];

const CLUSTER_CHANGE_STAGES: StageDefinition[] = [
  { name: 'connected', source: 'hub', kind: WORKFLOW, decide: connectedChange },
  {
    name: 'delivering',
    source: 'hub',
    kind: APPLICATION,
    decide: deliveringChange,
  },
];

const REMOVE_STAGES: StageDefinition[] = [
  { name: 'pruned', source: 'hub', decide: pruned },
  { name: 'deprovisioned', source: 'hub', decide: deprovisioned },
];

const DRAINED: StageDefinition = {
  name: 'drained',
  source: 'hub',
  kind: APPLICATION,
  decide: drained,
};

const DEREGISTERED: StageDefinition = {
  name: 'deregistered',
  source: 'hub',
  decide: deregistered,
};

/**
 * The stages of a journey in their order. What is no cluster is neither connected nor delivered to, and so neither drained nor
 * deregistered when it goes.
 */
export function stagesOf({ kind, subject }: JourneyFacts): StageDefinition[] {
  const { infrastructure } = subject;
  switch (kind) {
    case 'remove':
      return infrastructure
        ? [...REQUEST_STAGES, ...REMOVE_STAGES]
        : [...REQUEST_STAGES, DRAINED, ...REMOVE_STAGES, DEREGISTERED];
    case 'change':
      return [
        ...REQUEST_STAGES,
        ...CHANGE_STAGES,
        ...(infrastructure ? [] : CLUSTER_CHANGE_STAGES),
      ];
    default:
      return [
        ...REQUEST_STAGES,
        ...CLAIM_STAGES,
        ...(infrastructure ? [] : CLUSTER_STAGES),
      ];
  }
}
