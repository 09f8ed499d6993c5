import type { ProjectedObject } from '../../projections/types';
import type { JourneyFacts } from '../JourneyFacts';
import { conditionOf } from '../walk/conditions';
import { isSettled } from '../walk/objectDigest';
import type { WalkedNode } from '../walk/walkResources';
import { missingFields } from './specHolds';

/** Whether something holds; undefined where nothing tells. */
export type Holds = boolean | undefined;

/** What tells whether a change has come through; see the fields. */
export interface ChangeEvidence {
  /** Fields of the merged manifest that the live claim does not have so; undefined where they cannot be compared. */
  missing?: string[];
  /** The claim and its XR were reconciled as they are now. */
  reconciled: Holds;
  /** The XR asks for what the claim asks for. */
  carried: Holds;
  /** Managed resources that have not taken everything over. */
  unsettled: WalkedNode[];
  /** All managed resources. */
  managed: WalkedNode[];
}

/** Synced of the generation that is there now. Crossplane before 1.20 writes no observedGeneration: that proves nothing. */
function isReconciled(object: ProjectedObject): Holds {
  const synced = conditionOf(object, 'Synced');
  if (synced?.status !== 'True') {
    return false;
  }
  return synced.observedGeneration === undefined ||
    object.generation === undefined
    ? undefined
    : synced.observedGeneration >= object.generation;
}

/** All of several; undefined where one is not known and none is false. */
function all(answers: Holds[]): Holds {
  if (answers.includes(false)) {
    return false;
  }
  return answers.includes(undefined) ? undefined : true;
}

function missingOf({ claim, request }: JourneyFacts): string[] | undefined {
  const change = request?.change;
  // Only its Application knows what is rendered: that it applied the claim is all there is to know.
  if (change?.application || change?.overlay) {
    return [];
  }
  const wanted = change?.manifest.spec;
  return wanted === undefined || claim?.spec === undefined
    ? undefined
    : missingFields(wanted, claim.spec);
}

/** Gathers what tells whether a change has come through to the cloud. Ready says nothing: it stays True all the way. */
export function changeEvidence(facts: JourneyFacts): ChangeEvidence {
  const { claim } = facts;
  const { nodes } = facts.resources();
  const composite = nodes.find(
    ({ object, depth }) => object?.role === 'composite' && depth === 1,
  )?.object;
  const isSplit = claim?.form === 'claim';
  const xr = composite?.role === 'composite' ? composite : undefined;
  const managed = nodes.filter(
    ({ role, object }) => role === 'managed' && object,
  );
  const carried =
    xr?.spec && claim?.spec
      ? missingFields(claim.spec, xr.spec).length === 0
      : undefined;
  return {
    missing: missingOf(facts),
    reconciled: all([
      claim ? isReconciled(claim) : false,
      ...(isSplit ? [xr ? isReconciled(xr) : false] : []),
    ]),
    carried: isSplit ? carried : true,
    managed,
    unsettled: managed.filter(
      ({ object }) => object?.role === 'managed' && !isSettled(object),
    ),
  };
}
