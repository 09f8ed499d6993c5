import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** EKS, UpdateClusterVersion: InvalidParameterException; it says the same of an update that skips a version. */
const EKS =
  /Unsupported Kubernetes minor version update from (\d+)\.(\d+) to (\d+)\.(\d+)/i;

/** AKS and GKE in their own words; AKS: https://learn.microsoft.com/azure/aks/upgrade-aks-cluster */
const OTHER =
  /\bdowngrad(?:e|ing)\b[^\n]{0,160}?\b(?:not (?:allowed|supported|permitted)|unsupported)\b|\bcannot be downgraded\b/i;

function versionsOf(message: string) {
  const [, ...numbers] = EKS.exec(message) ?? [];
  const [major, minor, toMajor, toMinor] = numbers.map(Number);
  const isOlder = toMajor < major || (toMajor === major && toMinor < minor);
  return isOlder
    ? { from: `${major}.${minor}`, to: `${toMajor}.${toMinor}` }
    : undefined;
}

/** A Kubernetes version goes up only. */
export const downgradeRefused: BlockerExplainer = {
  id: 'downgrade',
  explain({ cause, resource, actors }) {
    const message = cause.message ?? '';
    const versions = versionsOf(message);
    if (!versions && !OTHER.test(message)) {
      return undefined;
    }
    return {
      title: versions
        ? say('blocker.downgrade.title', { resource, ...versions })
        : say('blocker.downgrade.title.plain', { resource }),
      detail: say('blocker.downgrade.detail'),
      nextStep: say('blocker.downgrade.next'),
      actor: actors.requester,
      patience: PATIENCE.none,
    };
  },
};
