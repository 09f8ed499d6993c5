import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const INVALID =
  /\bInvalid(Vpc|Subnet)\.?(Range|Conflict)\b|\bCIDR\b[^.]{0,120}\b(is )?(invalid|not valid|overlaps?|conflicts?)\b/i;

export const invalidCidr: BlockerExplainer = {
  id: 'invalid-cidr',
  explain({ cause, resource, cluster, actors }) {
    const message = cause.message ?? '';
    if (!INVALID.test(message)) {
      return undefined;
    }
    const cidr =
      /\b\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}\b/.exec(message)?.[0] ??
      /CIDR '([^']{1,60})'/.exec(message)?.[1] ??
      cluster.cidr ??
      'it names';
    return {
      title: say('blocker.invalid-cidr.title', { resource }),
      detail: say('blocker.invalid-cidr.detail', { cidr }),
      nextStep: say('blocker.invalid-cidr.next'),
      actor: actors.requester,
      patience: PATIENCE.none,
    };
  },
};
