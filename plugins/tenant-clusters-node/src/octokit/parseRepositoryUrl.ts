import { InputError } from '@backstage/errors';

/** Where a repository is. @public */
export interface RepositoryLocation {
  /** `https://host/owner/repo`, without `.git`. */
  url: string;
  /** Host with port, as `integrations.github[].host` has it. */
  host: string;
  owner: string;
  repo: string;
}

/**
 * Reads `https://host/owner/repo` (a trailing `.git` or slash does no harm) or the scaffolder's `host?owner=…&repo=…`.
 *
 * @throws InputError when it is neither.
 * @public
 */
export function parseRepositoryUrl(text: string): RepositoryLocation {
  // Whoever wrote a credential into the address must not find it in a log.
  const shown = text.replace(/^(\w+:\/\/)?[^/?]*@/, '$1');
  const scaffolderForm = !/^https?:\/\//.test(text);
  let url: URL;
  try {
    url = new URL(scaffolderForm ? `https://${text}` : text);
  } catch {
    throw new InputError(`'${shown}' is no repository URL`);
  }
  const [first, second, ...rest] = url.pathname.split('/').filter(Boolean);
  const owner = url.searchParams.get('owner') ?? first;
  const repo = (url.searchParams.get('repo') ?? second)?.replace(/\.git$/, '');
  if (!owner || !repo || rest.length > 0) {
    throw new InputError(
      `'${shown}' is no repository URL: it must name a host, an owner and a repository`,
    );
  }
  const scheme =
    scaffolderForm && /^(localhost|127\.0\.0\.1)(:|$)/.test(url.host)
      ? 'http:'
      : url.protocol;
  return {
    url: `${scheme}//${url.host}/${owner}/${repo}`,
    host: url.host,
    owner,
    repo,
  };
}
