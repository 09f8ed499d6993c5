import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Degraded or Missing; an add-on is the platform team's, what a tenant deploys the tenant's. */
export const applicationUnhealthy: BlockerExplainer = {
  id: 'application-unhealthy',
  explain({ cause, actors }) {
    if (cause.type !== 'application-unhealthy') {
      return undefined;
    }
    const { application, health } = cause.facts;
    const isAddon = cause.object?.labels['spokeport.dev/addon'] !== undefined;
    return {
      title: say('blocker.application-unhealthy.title', {
        application,
        health,
      }),
      nextStep: say('blocker.application-unhealthy.next', { application }),
      actor: isAddon ? actors.platformTeam : actors.tenant,
      patience: PATIENCE.aFewTurns,
    };
  },
};
