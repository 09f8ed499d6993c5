/** What the load generator says of its fleet once it is up (packages/sandbox/src/load/describeFleet.ts). */
export interface FleetDescription {
  hubs: HubDescription[];
  clusters: ClusterAddress[];
  tenants: string[];
}

export interface HubDescription {
  name: string;
  url: string;
  /** Path of a file. */
  kubeconfig: string;
  objects: number;
  /** All objects as JSON. */
  bytes: number;
  collections: CollectionDescription[];
}

export interface CollectionDescription {
  group: string;
  version: string;
  apiVersion: string;
  kind: string;
  plural: string;
  categories: string[];
  objects: number;
  bytes: number;
}

export interface ClusterAddress {
  hub: string;
  namespace: string;
  name: string;
  /** `Kind.group`. */
  kind: string;
  tenant: string;
}

/** An event that the load generator sent; times are milliseconds of the machine's monotonic clock. */
export interface SentMark {
  hub: string;
  resourceVersion: number;
  at: number;
  change: string;
  kubernetesVersion?: string;
}

/** Requests that a hub has answered, by what they were for. */
export type RequestCounts = Record<
  'list' | 'watch' | 'get' | 'discovery' | 'probe',
  number
>;

/** Namespaces and CRDs tell a tracker which hub it is and which kinds there are; they are no objects of its model. */
export const isModelled = ({ plural }: CollectionDescription): boolean =>
  plural !== 'namespaces' && plural !== 'customresourcedefinitions';

/** Objects that a tracker's model has once it is in sync. */
export function modelledObjects(fleet: FleetDescription): number {
  return fleet.hubs
    .flatMap(({ collections }) => collections.filter(isModelled))
    .reduce((sum, { objects }) => sum + objects, 0);
}

/** Bytes of those objects on the wire. */
export function modelledBytes(fleet: FleetDescription): number {
  return fleet.hubs
    .flatMap(({ collections }) => collections.filter(isModelled))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}
