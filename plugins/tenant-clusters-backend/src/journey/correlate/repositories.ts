const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Thousands of applications share a few repositories: what was read once is kept, up to a bound. */
const known = new Map<string, RepositoryAddress | undefined>();
const MAX_KNOWN = 1_000;

export interface RepositoryAddress {
  host: string;
  path: string;
}

/** Host and path of a Git repository in any of the forms that people write; undefined when it is none of them. */
export function repositoryAddress(url: string): RepositoryAddress | undefined {
  if (!known.has(url)) {
    if (known.size >= MAX_KNOWN) {
      known.clear();
    }
    known.set(url, readAddress(url));
  }
  return known.get(url);
}

function readAddress(url: string): RepositoryAddress | undefined {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(url);
  const address = scp ? `ssh://${scp[1]}/${scp[2]}` : url;
  if (!URL.canParse(address)) {
    return undefined;
  }
  const { hostname, pathname } = new URL(address);
  const path = pathname
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '')
    .toLowerCase();
  return { host: hostname.toLowerCase(), path };
}

/** Whether a URL of a page of a repository (a pull request) and a clone URL are of the same repository. */
export function isSameRepository(options: {
  cloneUrl: string;
  /** `owner/name`. */
  repository: string;
  pageUrl: string;
}): boolean {
  const clone = repositoryAddress(options.cloneUrl);
  const page = repositoryAddress(options.pageUrl);
  if (!clone || clone.path !== options.repository.toLowerCase()) {
    return false;
  }
  return (
    !page ||
    page.host === clone.host ||
    (LOOPBACK.has(page.host) && LOOPBACK.has(clone.host))
  );
}
