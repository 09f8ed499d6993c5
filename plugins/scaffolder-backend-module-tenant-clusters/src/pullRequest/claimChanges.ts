import {
  readClaimManifests,
  type ClaimManifest,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import { isDeepStrictEqual } from 'node:util';
import type { GitData } from './GitData';
import type { ProposedFile, Tree } from './types';

/** What a proposal does to the claims of the base. */
export interface ClaimChanges {
  /** Those that the base has not. */
  added: ClaimManifest[];
  changed: ClaimManifest[];
  removed: ClaimManifest[];
}

const isManifest = ({ path }: { path: string }) => /\.ya?ml$/.test(path);

const identity = ({ group, kind, namespace, name }: ClaimManifest) =>
  JSON.stringify([group, kind, namespace, name]);

const claimsIn = (contents: (Buffer | undefined)[]) =>
  contents.flatMap(content =>
    content ? readClaimManifests(content.toString('utf8')) : [],
  );

/**
 * Which claims a proposal adds to the base, alters there or takes away. One that only moves to another file is neither; comments and layout
 * are no part of it.
 */
export async function claimChanges(options: {
  files: ProposedFile[];
  base: Tree;
  git: GitData;
}): Promise<ClaimChanges> {
  const { base, git } = options;
  const files = options.files.filter(isManifest);
  const before = files.flatMap(({ path }) => {
    const entry = base.get(path);
    return entry?.mode.startsWith('100') ? [entry.sha] : [];
  });
  const contents = await git.contents([
    ...before,
    ...files.flatMap(({ blob }) =>
      blob?.mode.startsWith('100') ? [blob.sha] : [],
    ),
  ]);
  const after = new Map(
    claimsIn(
      files.map(({ content, blob }) =>
        blob ? contents.get(blob.sha) : content,
      ),
    ).map(claim => [identity(claim), claim]),
  );
  const claims = claimsIn(before.map(sha => contents.get(sha)));
  const known = new Set(claims.map(identity));
  return {
    added: [...after].flatMap(([id, claim]) => (known.has(id) ? [] : [claim])),
    changed: claims.filter(claim => {
      const now = after.get(identity(claim));
      return now && !isDeepStrictEqual(now.content, claim.content);
    }),
    removed: claims.filter(claim => !after.has(identity(claim))),
  };
}
