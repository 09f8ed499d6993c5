import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/**
 * What Crossplane's webhook answers to whoever deletes it (crossplane/crossplane:internal/webhook/protection/usage/handler.go;
 * Crossplane 1 in internal/usage/handler.go).
 */
const DENIED =
  /This resource is in-use by \d+ usage\(s\), including the (?:\*?[\w.]+ )?"([^"]+)"(?: \(in namespace "[^"]+"\))?(?: by resource ([^\s/]+)\/(\S+?)\.)?/i;

interface Holder {
  usage: string;
  by?: string;
  reason?: string;
}

function deniedBy(message: string): Holder | undefined {
  const [, usage, kind, name] = DENIED.exec(message) ?? [];
  return usage
    ? {
        usage,
        ...(kind && { by: `${kind} ${name}` }),
        reason: /with reason: "([^"]+)"/.exec(message)?.[1],
      }
    : undefined;
}

function detailOf({ usage, reason }: Holder) {
  return reason
    ? say('blocker.usage.detail.reason', { usage, reason })
    : say('blocker.usage.detail', { usage });
}

/** A Usage lets nobody delete what is used. */
export const heldByUsage: BlockerExplainer = {
  id: 'usage',
  explain({ cause, resource: found, cluster, actors }) {
    const { usage, by, reason } = cause.facts;
    const isSeen = cause.type === 'held-by-usage';
    const holder = isSeen
      ? { usage, by, reason }
      : deniedBy(cause.message ?? '');
    if (!holder) {
      return undefined;
    }
    // Whoever was denied the deletion says so, and is not what is kept.
    const resource = isSeen ? found : cluster.name;
    return {
      title: holder.by
        ? say('blocker.usage.title.by', { resource, by: holder.by })
        : say('blocker.usage.title', { resource, usage: holder.usage }),
      detail: detailOf(holder),
      nextStep: holder.by
        ? say('blocker.usage.next.by', { by: holder.by })
        : say('blocker.usage.next', { usage: holder.usage }),
      actor: actors.platformTeam,
      patience: PATIENCE.deletion,
    };
  },
};
