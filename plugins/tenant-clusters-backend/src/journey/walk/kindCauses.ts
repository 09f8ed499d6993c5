import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { groupOf } from '../../projections';
import type { ObjectReference } from '../../projections/types';
import type { Cause } from '../Cause';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText } from '../text';
import type { WalkedNode } from './walkResources';

/**
 * That objects of a kind are not read although the hub has the kind: whatever is said of them is not known. Undefined where they
 * are read, and while they are read for the first time.
 */
export function kindCause(
  facts: JourneyFacts,
  { group, kind }: { group: string; kind: string },
  options: { stage: StageName; node?: WalkedNode },
): Cause | undefined {
  const { subject, hub, input } = facts;
  const watched = input.fleet
    .hub(subject.hub)
    ?.kinds.find(known => known.group === group && known.kind === kind);
  if (watched?.state !== 'failing') {
    return undefined;
  }
  const { stage, node } = options;
  return {
    type: 'kind-not-watched',
    stage,
    nodeId: node?.id,
    resource: cleanText(node ? `${kind} ${node.reference.name}` : kind, 120),
    message: watched.message,
    facts: { kind, group, hub: hub.title },
    since: facts.observe('blocker', `kind/${kind}.${group}`, 'standing'),
    waiting: 0,
    depth: node?.depth ?? 0,
    ordinary: false,
    evidence: [{ type: 'object', label: hub.title, hub: hub.name }],
  };
}

const kindOf = ({ apiVersion, kind }: ObjectReference) => ({
  group: groupOf(apiVersion),
  kind,
});

/** The kinds of which a claim's tree refers to objects that nobody reads; one cause a kind. */
export function kindCauses(facts: JourneyFacts, nodes: WalkedNode[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const node of nodes) {
    if (node.state === 'missing') {
      const { group, kind } = kindOf(node.reference);
      const key = `${kind}.${group}`;
      const cause =
        !causes.has(key) &&
        kindCause(facts, { group, kind }, { stage: 'provisioned', node });
      if (cause) {
        causes.set(key, cause);
      }
    }
  }
  return [...causes.values()];
}
