import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { MACHINES } from '../actors';
import { say } from '../text';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; RequestLimitExceeded is EC2's word for it. */
const THROTTLED =
  /\bThrottling(Exception)?\b|\bThrottled\b|\bRequestLimitExceeded\b|Rate exceeded|\bTooManyRequests(Exception)?\b|rateLimitExceeded/;

export const throttled: BlockerExplainer = {
  id: 'throttled',
  explain({ cause, resource }) {
    return THROTTLED.test(cause.message ?? '')
      ? {
          title: say('blocker.throttled.title', { resource }),
          detail: say('blocker.throttled.detail'),
          nextStep: say('blocker.throttled.next'),
          actor: MACHINES.cloud,
        }
      : undefined;
  },
};
