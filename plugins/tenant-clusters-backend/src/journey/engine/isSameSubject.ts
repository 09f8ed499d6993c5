import type { TrackedRequest } from '../../requests/types';
import type { ClusterSubject } from '../types';
import { viewRevision } from '../viewRevision';

const requestSignatures = new WeakMap<TrackedRequest, string>();

function requestSignature(request: TrackedRequest): string {
  const known = requestSignatures.get(request);
  if (known !== undefined) {
    return known;
  }
  const { changes, ...shown } = request;
  const signature = viewRevision(shown);
  requestSignatures.set(request, signature);
  return signature;
}

/** Whether a subject is as it was, beside the other objects of its hub. Objects that changed are others. */
export function isSameSubject(
  before: ClusterSubject,
  after: ClusterSubject,
): boolean {
  return (
    before.claim === after.claim &&
    before.secret === after.secret &&
    before.remains === after.remains &&
    before.infrastructure === after.infrastructure &&
    before.requests.length === after.requests.length &&
    before.requests.every(
      (request, index) =>
        request === after.requests[index] ||
        requestSignature(request) === requestSignature(after.requests[index]),
    )
  );
}
