import type { OpenClusterRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { toRequestLink } from '../../journey';
import type { ClaimIdentity } from '../../requests/files';
import type { RequestReader } from '../../requests/types';

/**
 * The open requests that touch a claim, newest first. Whether one is the caller's own is what the request states: it decides what
 * a form says, and nothing more.
 */
export function openRequests(
  requests: Pick<RequestReader, 'requestsFor'>,
  claim: ClaimIdentity & { hub: string },
  caller: string | undefined,
): OpenClusterRequest[] {
  return requests
    .requestsFor(claim)
    .filter(({ state }) => state === 'open')
    .flatMap(request => {
      const change = request.changes.find(
        ({ group, kind, namespace, name }) =>
          group === claim.group &&
          kind === claim.kind &&
          namespace === claim.namespace &&
          name === claim.name,
      );
      const { requester } = request;
      return change
        ? [
            {
              request: toRequestLink(request),
              change: change.change,
              own:
                caller !== undefined &&
                requester?.toLowerCase() === caller.toLowerCase(),
              ...(requester && { requester }),
              ...(request.branch && { branch: request.branch }),
              ...(change.change !== 'remove' &&
                !change.application && {
                  values: change.fields,
                }),
            },
          ]
        : [];
    });
}
