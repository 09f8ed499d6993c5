import type { ProjectedClaim } from '../projections/types';
import { CLUSTER_SCOPE } from './clusterScope';
import type { KeptRemains } from './engine/RemainsKeeper';
import type { ClusterSubject } from './types';

/** Where a subject is found. */
export type SubjectAddress = Pick<
  ClusterSubject,
  'hub' | 'kind' | 'namespace' | 'name'
>;

const REMAINS = 'remains';

/** Tells addresses apart: hub, kind, namespace and name. */
export function subjectKey({
  hub,
  kind,
  namespace,
  name,
}: SubjectAddress): string {
  return JSON.stringify([hub, kind, namespace, name]);
}

const addressOf = (claim: ProjectedClaim) => ({
  hub: claim.hub,
  namespace: claim.namespace ?? CLUSTER_SCOPE,
  name: claim.name,
  kind: `${claim.kind}.${claim.group}`,
});

/** Key of the address of a claim. */
export const claimKey = (claim: ProjectedClaim) => subjectKey(addressOf(claim));

/** Reads the address out of a key of {@link subjectKey}. */
export function addressAt(key: string): SubjectAddress {
  const [hub, kind, namespace, name] = JSON.parse(key);
  return { hub, kind, namespace, name };
}

/** Where the claim of remains was; another claim may be there by now. */
export const addressOfRemains = ({
  hub,
  namespace,
  name,
  group,
  kind,
}: KeptRemains): SubjectAddress => ({
  hub,
  namespace,
  name,
  kind: `${kind}.${group}`,
});

/** Remains have a key of their own beside that of their address. */
export const remainsKey = ({ hub, remains }: KeptRemains) =>
  JSON.stringify([hub, REMAINS, remains.uid]);

/** Whose remains a key is about; undefined for the key of an address. */
export function remainsAt(
  key: string,
): { hub: string; uid: string } | undefined {
  const [hub, kind, uid] = JSON.parse(key);
  return kind === REMAINS ? { hub, uid } : undefined;
}
