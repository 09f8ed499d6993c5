import { mkdir } from 'node:fs/promises';
import { isSafeRefName } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { invalid } from './ApiError';
import { ForgeCore } from './ForgeCore';

const NAME = /^[A-Za-z0-9._-]{1,100}$/;
const TOPIC = /^[a-z0-9][a-z0-9-]{0,49}$/;

const DEFAULT_SETTINGS: RepositoryRecord['settings'] = {
  allowMergeCommit: true,
  allowSquashMerge: true,
  allowRebaseMerge: true,
  allowAutoMerge: false,
  allowUpdateBranch: false,
  deleteBranchOnMerge: false,
  hasIssues: true,
  hasProjects: false,
  hasWiki: false,
  squashMergeCommitTitle: 'COMMIT_OR_PR_TITLE',
  squashMergeCommitMessage: 'COMMIT_MESSAGES',
};

export interface NewRepository {
  owner: string;
  name: string;
  private?: boolean;
  description?: string;
  homepage?: string;
  defaultBranch?: string;
  topics?: string[];
  settings?: Partial<RepositoryRecord['settings']>;
}

/** Makes an empty repository. The name rules and refusals are GitHub's. */
export async function createRepository(
  core: ForgeCore,
  options: NewRepository,
): Promise<RepositoryRecord> {
  const { owner, name, defaultBranch = 'main' } = options;
  requireName(name);
  if (!isSafeRefName(defaultBranch)) {
    throw invalid({
      resource: 'Repository',
      field: 'default_branch',
      code: 'invalid',
    });
  }
  if (core.repository(owner, name)) {
    throw invalid({
      resource: 'Repository',
      field: 'name',
      code: 'custom',
      message: 'name already exists on this account',
    });
  }
  const account = core.account(owner);
  if (!account) throw new Error(`There is no account ${owner}`);
  const now = core.now();
  const repository: RepositoryRecord = {
    id: core.store.nextId(),
    owner: account.login,
    name,
    private: options.private ?? false,
    archived: false,
    description: options.description,
    homepage: options.homepage,
    defaultBranch,
    topics: normaliseTopics(options.topics ?? []),
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    collaborators: {},
    protection: {},
    labels: [],
    variables: {},
    nextNumber: 1,
    issues: {},
    statuses: [],
    checkRuns: [],
    hooks: [],
  };
  // Registered before the first await, so that two requests for one name cannot both win.
  core.store.state.repositories[repository.id] = repository;
  try {
    await mkdir(core.repositoriesDir, { recursive: true });
    await core.git(repository).init(defaultBranch, core.hooksPath);
  } catch (error) {
    delete core.store.state.repositories[repository.id];
    throw error;
  }
  core.store.touch();
  return repository;
}

export function requireName(name: unknown): asserts name is string {
  if (
    typeof name !== 'string' ||
    !NAME.test(name) ||
    name === '.' ||
    name === '..' ||
    name.toLowerCase().endsWith('.git')
  ) {
    throw invalid({ resource: 'Repository', field: 'name', code: 'invalid' });
  }
}

/** Checks topics by GitHub's rules. */
export function normaliseTopics(topics: unknown): string[] {
  const valid =
    Array.isArray(topics) &&
    topics.length <= 20 &&
    topics.every(topic => typeof topic === 'string' && TOPIC.test(topic));
  if (!valid) {
    throw invalid({
      resource: 'Repository',
      field: 'topics',
      code: 'invalid',
      message:
        'Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.',
    });
  }
  return [...new Set(topics as string[])];
}
