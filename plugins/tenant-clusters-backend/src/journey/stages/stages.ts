import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { JourneyFacts } from '../JourneyFacts';
import { connected } from './connected';
import { delivering } from './delivering';
import { deprovisioned } from './deprovisioned';
import { provisioned } from './provisioned';
import { pruned } from './pruned';
import { requested } from './requested';
import { reviewed } from './reviewed';
import type { StageVerdict } from './StageVerdict';
import { synced } from './synced';
import { verified } from './verified';

/** One stage of a journey: what decides it, and where its evidence comes from. */
export interface StageDefinition {
  name: StageName;
  source: 'git' | 'hub';
  /** Kind without which nothing can be said of the stage. */
  kind?: { group: string; kind: string };
  decide(facts: JourneyFacts): StageVerdict;
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

const REMOVE_STAGES: StageDefinition[] = [
  { name: 'pruned', source: 'hub', decide: pruned },
  { name: 'deprovisioned', source: 'hub', decide: deprovisioned },
];

/** The stages of a journey in their order. What is no cluster is neither connected nor delivered to. */
export function stagesOf({ kind, subject }: JourneyFacts): StageDefinition[] {
  if (kind === 'remove') {
    return [...REQUEST_STAGES, ...REMOVE_STAGES];
  }
  return [
    ...REQUEST_STAGES,
    ...CLAIM_STAGES,
    ...(subject.infrastructure ? [] : CLUSTER_STAGES),
  ];
}
