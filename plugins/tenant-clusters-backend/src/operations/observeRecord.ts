import type { FleetReader } from '../fleet/types';
import type { ProjectedObject } from '../projections/types';
import { operationOf } from './kinds/operationsOf';
import type { Observation, OperationRecord } from './types';

/** Whether nothing more will be heard of it. */
export const isFinal = ({ state }: { state: OperationRecord['state'] }) =>
  state === 'succeeded' || state === 'failed';

/** What tells how an operation stands: what it made, else what it was done to. */
export const observedUid = ({ result, target }: OperationRecord) =>
  result?.uid || target.uid;

/** How an operation stands now by what the fleet, or `live`, shows. What was final stays so. */
export function observeRecord(
  record: OperationRecord,
  fleet: FleetReader,
  live?: ProjectedObject,
): OperationRecord {
  if (isFinal(record) || record.state === 'starting') {
    return record;
  }
  const { hub } = record.target;
  const target = fleet.byUid(hub, record.target.uid);
  const object = live ?? fleet.byUid(hub, observedUid(record));
  const kind = target && operationOf(target, record.operation);
  if (!object || !kind) {
    return target || record.result
      ? record
      : { ...record, message: 'The object is gone' };
  }
  return merge(record, kind.observe(object, record.baseline));
}

/** What was heard before is not taken back. */
function merge(
  record: OperationRecord,
  { state, message, observed }: Observation,
): OperationRecord {
  const isBack = state === 'requested' && record.state !== 'requested';
  return {
    ...record,
    state: isBack ? record.state : state,
    message: message ?? (state === 'requested' ? record.message : undefined),
    observed,
  };
}
