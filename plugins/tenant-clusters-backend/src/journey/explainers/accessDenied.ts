import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say, shortenAccounts } from '../text';
import { PATIENCE } from './patience';

/**
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html; Google: "Error 403: Permission 'x'
 * denied"; Azure: AuthorizationFailed. Kubernetes' own "is forbidden" is another thing.
 */
const DENIED =
  /\bAccessDenied(Exception)?\b|\bUnauthorizedOperation\b|is not authorized to perform|\bAuthorizationFailed\b|Error 403: .*[Pp]ermission/;

export function isAccessDenied(message: string | undefined): boolean {
  return message !== undefined && DENIED.test(message);
}

function detail(action: string, role: string, waiting: number) {
  const values = { action, role };
  if (waiting > 1) {
    return say('blocker.access-denied.detail', {
      ...values,
      waiting: String(waiting),
    });
  }
  return waiting === 1
    ? say('blocker.access-denied.detail.one', values)
    : say('blocker.access-denied.detail.alone', values);
}

export const accessDenied: BlockerExplainer = {
  id: 'access-denied',
  explain({ cause, resource, actors }) {
    const { message, waiting } = cause;
    if (message === undefined || !isAccessDenied(message)) {
      return undefined;
    }
    const action =
      /not authorized to perform:?\s*([\w-]+:\w+)/.exec(message)?.[1] ??
      /operation error \w+: (\w+)/.exec(message)?.[1] ??
      'the call';
    const role =
      /assumed-role\/([\w+=,.@-]+)/.exec(message)?.[1] ??
      /:(?:role|user)\/([\w+=,.@/-]+)/.exec(message)?.[1] ??
      'the platform’s role';
    const account = /arn:aws[\w-]*:(?:sts|iam)::(\d{12}):/.exec(message)?.[1];
    return {
      title: account
        ? say('blocker.access-denied.title', {
            resource,
            account: shortenAccounts(account),
          })
        : say('blocker.access-denied.title.plain', { resource }),
      detail: detail(action, role, waiting),
      nextStep: say('blocker.access-denied.next', { action, role }),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
