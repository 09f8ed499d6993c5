import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  clusterChangePermission,
  clusterRemovePermission,
  stringifyClusterRef,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClaimChanges } from '../pullRequest/claimChanges';
import type { Initiator, RepositoryServices } from './connectRepository';

/**
 * Whoever proposes to alter or remove a claim of a hub must be allowed to, whatever the template's steps and the form's values
 * were. A claim that the hub does not know yet is nobody's own: only those may touch it who may touch every cluster.
 *
 * @throws NotAllowedError naming every claim that they may not touch.
 */
export async function requireClaimPermissions(
  { permissions }: Pick<RepositoryServices, 'permissions'>,
  initiator: Initiator,
  hub: string,
  { changed, removed }: ClaimChanges,
): Promise<void> {
  const wishes = [
    ...changed.map(claim => ({
      claim,
      permission: clusterChangePermission,
      word: 'a change',
    })),
    ...removed.map(claim => ({
      claim,
      permission: clusterRemovePermission,
      word: 'the removal',
    })),
  ];
  if (wishes.length === 0) {
    return;
  }
  const decisions = await permissions.authorize(
    wishes.map(({ claim: { namespace = '', name }, permission }) => ({
      permission,
      resourceRef: stringifyClusterRef({ hub, namespace, name }),
    })),
    { credentials: await initiator.getInitiatorCredentials() },
  );
  const refused = wishes.filter(
    (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
  );
  if (refused.length > 0) {
    const names = refused.map(
      ({ claim: { kind, namespace, name }, word }) =>
        `${word} of ${kind} ${[namespace, name].filter(Boolean).join('/')}`,
    );
    throw new NotAllowedError(
      `You may not propose ${names.join(', ')} on hub '${hub}'`,
    );
  }
}
