import type { Cause } from './Cause';
import type { JourneyFacts } from './JourneyFacts';

/** The silence of a hub, as a cause: nothing said of its clusters is more than last known. */
export function hubCauses(facts: JourneyFacts): Cause[] {
  const { hub } = facts;
  // A hub that was never heard since the start is being connected to: that is no failure yet.
  if (!hub.silent || hub.state === 'connecting' || hub.state === 'live') {
    return [];
  }
  return [
    {
      type: 'hub-silent',
      stage: 'provisioned',
      resource: hub.title,
      facts: { hub: hub.title, state: hub.state },
      since: facts.observe('blocker', 'hub-silent', 'standing', hub.heardAt),
      waiting: 0,
      depth: 0,
      ordinary: false,
      evidence: [{ type: 'object', label: hub.title, hub: hub.name }],
    },
  ];
}
