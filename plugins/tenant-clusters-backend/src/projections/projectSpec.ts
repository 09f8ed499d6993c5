import { CROSSPLANE_SPEC_FIELDS } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { asRecord } from './read';

/** What Crossplane writes into the spec of claims and XRs; none of it is what a person asked for. */
const MACHINERY = new Set<string>(CROSSPLANE_SPEC_FIELDS);

/** A longer spec is no cluster's, and comparing it proves nothing that is worth its memory: characters of its JSON. */
const MAX_LENGTH = 20_000;

/**
 * What a claim, or the XR of one, asks for: its spec without Crossplane's own fields. Undefined for one that is too long to be
 * kept, so that nothing is concluded from it.
 */
export function projectSpec(
  object: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const asked = Object.fromEntries(
    Object.entries(asRecord(object.spec)).filter(
      ([name]) => !MACHINERY.has(name),
    ),
  );
  return JSON.stringify(asked).length > MAX_LENGTH ? undefined : asked;
}
