import { AccountRecord, RepositoryRecord } from '../state/ForgeState';
import { covers, permissionOf } from './access';
import { ForgeCore, own, PullIssue } from './ForgeCore';

/** Where GitHub looks for the file, in this order. */
export const CODEOWNERS_PATHS = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
];

/** One line: a pattern and who owns what it matches; no owner takes what matches out of others' hands. */
export interface OwnerLine {
  /** Counted from 1. */
  line: number;
  source: string;
  pattern: string;
  owners: string[];
}

/** What is wrong with a line, as `GET …/codeowners/errors` says it. */
export interface OwnersError {
  line: OwnerLine;
  kind: string;
  /** The part of the line that is meant. */
  part: string;
  suggestion?: string;
}

/** Reads the lines of a CODEOWNERS file: gitignore's patterns without `!` and `[ ]`, then owners; `#` begins a comment. */
export function parseCodeOwners(text: string): OwnerLine[] {
  return text.split(/\r?\n/).flatMap((source, index) => {
    const [pattern, ...owners] = source
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    return pattern ? [{ line: index + 1, source, pattern, owners }] : [];
  });
}

/**
 * Whether a pattern matches a file. As in gitignore, a slash at the start or inside ties it to the root, and a folder matches all
 * that is in it; other than there, a last `*` stays within its folder.
 */
export function matchesOwnerPattern(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === '**') return true;
  const folder = pattern.endsWith('/');
  const bare = pattern.replace(/^\/|\/$/g, '');
  const anchored = pattern.startsWith('/') || bare.includes('/');
  const source = bare
    .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
    .replace(/\*\*\/|\/\*\*$|\*\*|\*|\?/g, token => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '/**') return '/.*';
      if (token === '**') return '.*';
      return token === '?' ? '[^/]' : '[^/]*';
    });
  const shallow = /(^|\/)\*$/.test(bare);
  const below = folder ? '/.*' : '(?:/.*)?';
  return new RegExp(
    `^${anchored ? '' : '(?:.*/)?'}${source}${
      shallow && !folder ? '' : below
    }$`,
  ).test(path);
}

/** Lines that GitHub takes no notice of, and owners that it does not know or that may not write. */
export function codeOwnersErrors(
  core: ForgeCore,
  repository: RepositoryRecord,
  lines: OwnerLine[],
): OwnersError[] {
  return lines.flatMap(line => {
    if (/^!|[[\]]|\\#/.test(line.pattern)) {
      return [{ line, kind: 'Invalid pattern', part: line.pattern }];
    }
    return line.owners.flatMap(owner => {
      if (!/^@[^\s/]+(\/[^\s/]+)?$|^[^@\s]+@[^@\s]+$/.test(owner)) {
        return [{ line, kind: 'Invalid owner', part: owner }];
      }
      return membersOf(core, repository, owner)
        ? []
        : [
            {
              line,
              kind: 'Unknown owner',
              part: owner,
              suggestion: `make sure ${owner} exists and has write access to the repository`,
            },
          ];
    });
  });
}

/** Who may approve for an owner: a person, or the members of a team; `undefined` when it is not known or may not write. */
function membersOf(
  core: ForgeCore,
  repository: RepositoryRecord,
  owner: string,
): string[] | undefined {
  const [name, slug] = owner.replace(/^@/, '').split('/');
  if (owner.startsWith('@') && slug) {
    const isOrganisation =
      name.toLowerCase() === repository.owner.toLowerCase();
    const teams = isOrganisation ? core.account(name)?.teams : undefined;
    const team = own(teams ?? {}, slug.toLowerCase());
    const permission = team && own(team.repositories, String(repository.id));
    return covers(permission, 'push') ? team?.members : undefined;
  }
  const account = owner.startsWith('@')
    ? core.account(name)
    : accountByEmail(core, owner);
  return account && covers(permissionOf(core, repository, account), 'push')
    ? [account.login.toLowerCase()]
    : undefined;
}

function accountByEmail(core: ForgeCore, email: string) {
  return Object.values(core.store.state.accounts).find(
    (account: AccountRecord) => account.email === email,
  );
}

/** The CODEOWNERS file of a commit. */
export async function readCodeOwners(
  core: ForgeCore,
  repository: RepositoryRecord,
  commit: string,
): Promise<{ path: string; text: string } | undefined> {
  const git = core.git(repository);
  for (const path of CODEOWNERS_PATHS) {
    const entry = await git.entryAt(commit, path);
    if (entry?.type === 'blob') {
      return { path, text: (await git.readBlob(entry.sha)).toString('utf8') };
    }
  }
  return undefined;
}

/** Owners of some of the files of a pull request: one of `members` has to agree. */
export interface OwnersOfPull {
  /** As the line names them, without those that do not count. */
  owners: string[];
  /** Lower-case logins. */
  members: string[];
}

/**
 * Whose agreement a pull request needs, by the CODEOWNERS file of its base: the last line that matches a file says who owns it, and
 * any of its owners will do. Files without owners need nobody.
 */
export async function ownersOfPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  { pull }: PullIssue,
): Promise<OwnersOfPull[]> {
  const file = await readCodeOwners(core, repository, pull.base.sha);
  if (!file) return [];
  const lines = parseCodeOwners(file.text);
  const wrong = codeOwnersErrors(core, repository, lines);
  const unusable = new Set(
    wrong.filter(e => e.kind !== 'Unknown owner').map(({ line }) => line),
  );
  const usable = lines.filter(line => !unusable.has(line));
  const git = core.git(repository);
  const start = await git.mergeBase(pull.base.sha, pull.head.sha);
  const files = start ? await git.diff(start, pull.head.sha) : [];
  const found = new Map<string, OwnersOfPull>();
  for (const path of new Set(
    files.flatMap(({ path: now, previousPath }) => [now, previousPath ?? now]),
  )) {
    const line = usable.findLast(({ pattern }) =>
      matchesOwnerPattern(pattern, path),
    );
    const known = (line?.owners ?? []).flatMap(owner => {
      const members = membersOf(core, repository, owner);
      return members ? [{ owner, members }] : [];
    });
    const owners = known.map(({ owner }) => owner);
    if (owners.length > 0) {
      found.set(owners.join(' '), {
        owners,
        members: known.flatMap(({ members }) => members),
      });
    }
  }
  return [...found.values()];
}
