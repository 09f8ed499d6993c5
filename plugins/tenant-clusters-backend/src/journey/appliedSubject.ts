import type { ObservedSubject } from '../history/types';

/** What the clock remembers of a request whose claim was applied, also when the claim is long gone. */
export function appliedSubject(hub: string, key: string): ObservedSubject {
  return { hub, cluster: key, type: 'stage', subject: `stage/${key}/applied` };
}
