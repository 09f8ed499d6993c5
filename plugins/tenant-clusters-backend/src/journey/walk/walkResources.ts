import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader, ResolvedReference } from '../../fleet/types';
import type {
  ObjectReference,
  ProjectedClaim,
  ProjectedObject,
} from '../../projections/types';
import { objectDigest } from './objectDigest';
import { resourceState } from './resourceState';

/** One object that was made for a claim, or a reference to one that is not there. */
export interface WalkedNode {
  id: string;
  parent?: string;
  depth: number;
  reference: ObjectReference;
  object?: ProjectedObject;
  role: ResourceNode['role'];
  state: ResourceNode['state'];
}

/** Deeper than any platform nests its XRs; a chain of references that goes on is an error of its own. */
const MAX_DEPTH = 32;

function missingId(parent: string, reference: ObjectReference): string {
  const { apiVersion, kind, namespace = '', name } = reference;
  return `missing:${parent}/${apiVersion}/${kind}/${namespace}/${name}`;
}

/**
 * Everything made for a claim, in the order of the tree: each object directly before what it refers to. An object that is
 * referred to twice, or by its own descendants, is listed where it is met first.
 */
export function walkResources(
  fleet: FleetReader,
  claim: ProjectedClaim,
): WalkedNode[] {
  const nodes: WalkedNode[] = [];
  const met = new Set<string>();
  const visit = (
    { reference, object }: ResolvedReference,
    depth: number,
    parent?: string,
  ) => {
    const id = object?.uid ?? missingId(parent ?? '', reference);
    if (met.has(id) || depth > MAX_DEPTH) {
      return;
    }
    met.add(id);
    const { role, state } = object
      ? objectDigest(object)
      : {
          role: 'composed' as const,
          state: resourceState(undefined, 'composed'),
        };
    nodes.push({
      id,
      parent,
      depth,
      // An object is a reference to itself, and is kept anyway.
      reference: object ?? reference,
      object,
      role,
      state,
    });
    for (const child of object ? fleet.children(object) : []) {
      visit(child, depth + 1, id);
    }
  };
  visit({ reference: claim, object: claim }, 0);
  return nodes;
}
