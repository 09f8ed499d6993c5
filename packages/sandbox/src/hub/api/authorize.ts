import { StatusError, statusErrors } from '../store';
import { HubToken } from './HubToken';

/** What is asked for, as an access review names it. */
export interface AccessAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

const reading = new Set(['get', 'list', 'watch']);
// What any authenticated user may ask about themselves (`system:basic-user`).
const selfReviews = new Set([
  'selfsubjectaccessreviews',
  'selfsubjectrulesreviews',
  'selfsubjectreviews',
]);

export function isAllowed(who: HubToken, asked: AccessAttributes): boolean {
  if (selfReviews.has(asked.resource)) {
    return true;
  }
  if (who.allows && !who.allows(asked)) {
    return false;
  }
  if (who.readOnly && !reading.has(asked.verb)) {
    return false;
  }
  return (
    !who.namespaces ||
    (asked.namespace !== undefined && who.namespaces.includes(asked.namespace))
  );
}

/** The 403 of RBAC (apiserver `responsewriters.Forbidden`). */
export function forbiddenError(
  who: HubToken,
  asked: AccessAttributes,
): StatusError {
  const resource = asked.subresource
    ? `${asked.resource}/${asked.subresource}`
    : asked.resource;
  const where = asked.namespace
    ? `in the namespace "${asked.namespace}"`
    : 'at the cluster scope';
  return statusErrors.forbidden(
    { plural: asked.resource, group: asked.group, name: asked.name },
    `User "${who.user}" cannot ${asked.verb} resource "${resource}" in API group "${asked.group}" ${where}`,
  );
}
