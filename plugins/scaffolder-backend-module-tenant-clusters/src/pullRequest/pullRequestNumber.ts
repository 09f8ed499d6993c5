import { InputError } from '@backstage/errors';
import {
  parseRepositoryUrl,
  type RepositoryLocation,
} from '@spokeport/backstage-plugin-tenant-clusters-node';

const isSame = (left: RepositoryLocation, right: RepositoryLocation) =>
  [left.host, left.owner, left.repo].join('/').toLowerCase() ===
  [right.host, right.owner, right.repo].join('/').toLowerCase();

/**
 * The number of a pull request that a person named: `12`, `#12`, or the address of one of its pages
 * (`https://host/owner/repo/pull/12/files`).
 *
 * @throws InputError when it is none of these, or the address is of another repository.
 */
export function pullRequestNumber(
  given: number | string,
  repository: RepositoryLocation,
): number {
  const text = String(given).trim();
  const [, plain] = /^#?([1-9]\d{0,8})$/.exec(text) ?? [];
  if (plain) {
    return Number(plain);
  }
  const [, address, number] =
    /^(https?:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+)\/pull\/([1-9]\d{0,8})([/?#]\S*)?$/.exec(
      text,
    ) ?? [];
  if (!address) {
    throw new InputError(
      `'${text}' is no pull request: give its number or its address`,
    );
  }
  if (!isSame(parseRepositoryUrl(address), repository)) {
    throw new InputError(
      `${text} is no pull request of ${repository.owner}/${repository.repo}`,
    );
  }
  return Number(number);
}
