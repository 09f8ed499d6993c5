import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** What Go's net package and client-go say of a server that does not answer; Argo CD of a cluster that it cannot load. */
const UNREACHABLE =
  /\bdial tcp\b|\bi\/o timeout\b|\bno such host\b|\bconnection refused\b|\bTLS handshake timeout\b|\bno route to host\b|failed to (?:load initial state|get cluster info|sync cluster)/;

/** Marked for deletion, and whoever is to clean up cannot reach the cluster that it is in. */
export const finaliserUnreachable: BlockerExplainer = {
  id: 'finaliser-unreachable',
  explain({ cause, resource, actors }) {
    const { object, message = '' } = cause;
    if (
      !object?.deletedAt ||
      object.finalizers.length === 0 ||
      !UNREACHABLE.test(message)
    ) {
      return undefined;
    }
    return {
      title: say('blocker.finaliser-unreachable.title', { resource }),
      detail: say('blocker.finaliser-unreachable.detail', {
        finaliser: object.finalizers.join(', '),
      }),
      nextStep: say('blocker.finaliser-unreachable.next', { resource }),
      actor: actors.platformTeam,
      patience: PATIENCE.aFewTurns,
    };
  },
};
