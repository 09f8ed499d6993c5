import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** crossplane-contrib/provider-upjet-aws:internal/clients/aws.go; credentials: the AWS SDK's own errors. */
const BROKEN =
  /cannot get terraform setup|cannot get referenced Provider|cannot get ProviderConfig|cannot get credentials|failed to refresh cached credentials|\bInvalidClientTokenId\b|\bExpiredToken(Exception)?\b|\bUnrecognizedClientException\b|sts:AssumeRole/;
const MISSING = /ProviderConfig[\w.]* "([^"]+)" not found/;

export const providerConfig: BlockerExplainer = {
  id: 'provider-config',
  explain({ cause, resource, cluster, actors }) {
    const message = cause.message ?? '';
    const missing = MISSING.exec(message)?.[1];
    if (!missing && !BROKEN.test(message)) {
      return undefined;
    }
    const config = missing ?? cause.facts.providerConfig ?? 'default';
    const values = { resource, config };
    return {
      title: missing
        ? say('blocker.provider-config.missing.title', values)
        : say('blocker.provider-config.title', values),
      detail: say('blocker.provider-config.detail', {
        tenant: cluster.tenant ?? cluster.namespace,
      }),
      nextStep: say('blocker.provider-config.next', { config }),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
