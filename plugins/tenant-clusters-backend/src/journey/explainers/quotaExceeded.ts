import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { cleanText, say, shortenAccounts } from '../text';
import { PATIENCE } from './patience';

/**
 * EC2's XLimitExceeded, IAM's and EKS's (Resource)LimitExceeded(Exception), Service Quotas', Google's QUOTA_EXCEEDED:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const QUOTA =
  /\b(\w*LimitExceeded(?:Exception)?|ServiceQuotaExceededException|QuotaExceeded|QUOTA_EXCEEDED|quotaExceeded)\b:?\s*([^[\]]*)/;

/** Ends in the same word, and is about the rate of calls. */
const RATE =
  /^(RequestLimitExceeded|rateLimitExceeded|BandwidthLimitExceeded)$/;

export const quotaExceeded: BlockerExplainer = {
  id: 'quota',
  explain({ cause, resource, actors }) {
    const [, code, said] = QUOTA.exec(cause.message ?? '') ?? [];
    if (!code || RATE.test(code)) {
      return undefined;
    }
    return {
      title: say('blocker.quota.title', { resource }),
      detail: say('blocker.quota.detail', {
        limit: cleanText(shortenAccounts(said || code), 160).replace(/\.$/, ''),
      }),
      nextStep: say('blocker.quota.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
