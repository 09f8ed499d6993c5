/** What a revision of Flux says. */
export interface FluxRevision {
  /** Branch, tag, or the whole name of a reference. */
  reference?: string;
  /** Only of Git: the digest of an OCI artifact or a bucket is no commit. */
  commit?: string;
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Reads a revision as Flux writes it (fluxcd/pkg:git/git.go, Commit.String; fluxcd/source-controller:docs/spec/v1).
 *
 * Grammar, with a commit of 40 or 64 hexadecimal digits:
 * - `main@sha1:<commit>`, `v1.2.0@sha1:<commit>`, `refs/pull/4/head@sha1:<commit>`: a branch, tag or reference, and its commit;
 * - `sha1:<commit>`: a commit that was asked for by itself;
 * - `main/<commit>`, `<commit>`: as before Flux 2.0, the branch may hold slashes;
 * - `latest@sha256:<digest>`, `sha256:<digest>`, `1.2.3`: an OCI artifact, a bucket and a chart, of which none is a commit.
 *
 * @param source - kind of the source; only what comes from a GitRepository holds commits of sha256
 */
export function parseFluxRevision(
  text: string,
  source: string = 'GitRepository',
): FluxRevision {
  const at = text.lastIndexOf('@');
  const reference = at > 0 ? text.slice(0, at) : undefined;
  const digest = text.slice(at + 1);
  const [, algorithm, value] = /^(sha1|sha256):([0-9a-f]+)$/.exec(digest) ?? [];
  if (algorithm) {
    const isGit = source === 'GitRepository' && COMMIT.test(value);
    return { reference, ...(isGit && { commit: value }) };
  }
  const slash = text.lastIndexOf('/');
  const last = text.slice(slash + 1);
  if (source === 'GitRepository' && COMMIT.test(last)) {
    return {
      ...(slash > 0 && { reference: text.slice(0, slash) }),
      commit: last,
    };
  }
  return { reference: text };
}
