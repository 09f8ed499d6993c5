import { ConflictError } from '@backstage/errors';
import { readClaimManifests } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { OpenPullRequest, ProposedFile, Tree } from './types';

/**
 * Refuses to write over what somebody else asked for: two people who ask for the same claim at the same moment have the same
 * branch, and the second would silently make the first one's request their own. A claim that was read from that very request and
 * edited adds to it, and is let pass.
 *
 * @throws ConflictError naming the request and who asked.
 */
export function requireOwnRequest(options: {
  /** What is to be written. */
  files: ProposedFile[];
  /** What the request holds. */
  tree: Tree;
  pullRequest: OpenPullRequest;
  /** Who asked for the request, and who asks now; nothing is compared with nobody. */
  before: string | undefined;
  now: string | undefined;
}): void {
  const { files, tree, pullRequest, before, now } = options;
  if (!before || !now || before === now) {
    return;
  }
  const overwritten = files.filter(
    ({ path, content, madeFrom }) =>
      content &&
      /\.ya?ml$/.test(path) &&
      (madeFrom === undefined || madeFrom !== tree.get(path)?.sha) &&
      readClaimManifests(content.toString('utf8')).length > 0,
  );
  if (overwritten.length > 0) {
    throw new ConflictError(
      `Pull request #${pullRequest.number} of ${before} asks for ${overwritten
        .map(({ path }) => path)
        .sort()
        .join(', ')} already: ${
        pullRequest.url
      }. Ask them, or choose another name`,
    );
  }
}
