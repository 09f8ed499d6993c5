import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import {
  createOctokit,
  parseRepositoryUrl,
  readClaimManifests,
  type ClaimManifest,
  type RepositoryLocation,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { HubDirectory } from '../../hubs';
import { ReadCache } from '../../operations/reading/ReadCache';
import type { ClaimFields } from '../../projections/types';
import { ConditionalClient } from '../ConditionalClient';
import { FileReader } from '../FileReader';
import { isWithin } from '../isWithin';
import { RateLimits } from '../RateLimits';
import type { ClaimFile, ClaimFiles, ClaimIdentity } from './ClaimFiles';

/** Long enough for the eyes on one form, short enough that a merge shows when the form is opened next. */
const KEPT_MS = 5_000;
const CAPACITY = 500;
/** Files that are read in search of a claim which lies where nobody said. */
const MAX_SEARCHED = 20;

/** What the fields of a manifest say, as a hub's configuration names them. */
type FieldsOf = (hub: string, manifest: Record<string, unknown>) => ClaimFields;

interface TreeAnswer {
  tree?: { path?: string; type?: string }[];
}

interface Place {
  repository: RepositoryLocation;
  branch: string;
  paths: string[];
}

const isManifest = (path: string) => /\.ya?ml$/.test(path);

/** Which files may hold a claim, the likeliest first: those of its name, then those with its name in them, of its tenant's first. */
export function likelyPaths(paths: string[], claim: ClaimIdentity): string[] {
  const rank = (path: string) => {
    const base = path
      .split('/')
      .pop()!
      .replace(/\.ya?ml$/, '');
    const inName = path.includes(claim.name) ? 2 : 0;
    const named = base === claim.name ? 4 : inName;
    return named + (path.split('/').includes(claim.namespace) ? 1 : 0);
  };
  return paths
    .filter(path => isManifest(path) && rank(path) > 0)
    .map(path => ({ path, rank: rank(path) }))
    .sort(
      (left, right) =>
        right.rank - left.rank || left.path.localeCompare(right.path),
    )
    .map(({ path }) => path);
}

const holds = (claim: ClaimIdentity) => (manifest: ClaimManifest) =>
  manifest.group === claim.group &&
  manifest.kind === claim.kind &&
  manifest.name === claim.name &&
  // A file that names no namespace gets it from its Kustomization or Application.
  (manifest.namespace ?? claim.namespace) === claim.namespace;

/** Reads claims from platform repositories on GitHub, with the integration's credentials. */
export class GithubClaimFiles implements ClaimFiles {
  readonly #hubs: Pick<HubDirectory, 'get'>;
  readonly #integrations: () => ScmIntegrations;
  readonly #fieldsOf: FieldsOf;
  readonly #logger: LoggerService;
  readonly #cache = new ReadCache({ kept: KEPT_MS, capacity: CAPACITY });

  constructor(options: {
    hubs: Pick<HubDirectory, 'get'>;
    integrations: () => ScmIntegrations;
    fieldsOf: FieldsOf;
    logger: LoggerService;
  }) {
    this.#hubs = options.hubs;
    this.#fieldsOf = options.fieldsOf;
    this.#integrations = options.integrations;
    this.#logger = options.logger;
  }

  async find(options: {
    hub: string;
    claim: ClaimIdentity;
    paths: string[];
  }): Promise<ClaimFile | undefined> {
    const { hub, claim, paths } = options;
    const { group, kind, namespace, name } = claim;
    const { value, readAt } = await this.#cache.read(
      JSON.stringify([hub, group, kind, namespace, name]),
      () => this.#ask(hub, claim, paths),
    );
    return (
      value && {
        ...value,
        fields: this.#fieldsOf(hub, value.manifest.content),
        readAt,
      }
    );
  }

  async #ask(hub: string, claim: ClaimIdentity, paths: string[]) {
    const place = this.#placeOf(hub);
    try {
      return await this.#search(place, claim, paths);
    } catch (error) {
      this.#logger.warn(
        `The platform repository of ${hub} could not be read`,
        error as Error,
      );
      throw new ServiceUnavailableError(
        `The platform repository of ${hub} could not be read just now`,
      );
    }
  }

  #placeOf(hub: string): Place {
    const config = this.#hubs.get(hub)?.platformRepository;
    if (!config) {
      throw new ServiceUnavailableError(
        `No platform repository is configured for ${hub}`,
      );
    }
    const { branch, paths } = config;
    try {
      return { repository: parseRepositoryUrl(config.url), branch, paths };
    } catch {
      // The error would quote the address, which may hold a credential.
      throw new ServiceUnavailableError(
        `The address of the platform repository of ${hub} is none`,
      );
    }
  }

  async #search(
    { repository, branch, paths: folders }: Place,
    claim: ClaimIdentity,
    paths: string[],
  ): Promise<Omit<ClaimFile, 'fields' | 'readAt'> | undefined> {
    const octokit = await createOctokit({
      integrations: this.#integrations(),
      repository,
      logger: this.#logger,
      onLimit: 'throw',
    });
    const client = new ConditionalClient(octokit, repository, new RateLimits());
    const files = new FileReader(client);
    const look = async (path: string) => {
      const text = await files.text(path, branch);
      const manifest = text && readClaimManifests(text).find(holds(claim));
      const page = path.split('/').map(encodeURIComponent).join('/');
      return manifest
        ? {
            path,
            branch,
            manifest,
            url: `${repository.url}/blob/${encodeURI(branch)}/${page}`,
          }
        : undefined;
    };
    for (const path of paths) {
      const found = await look(path);
      if (found) {
        return found;
      }
    }
    const { tree = [] } = await client.once<TreeAnswer>(
      'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
      { tree_sha: branch, recursive: 'true' },
    );
    const there = tree.flatMap(({ path, type }) =>
      path && type === 'blob' && isWithin(path, folders) ? [path] : [],
    );
    for (const path of likelyPaths(there, claim).slice(0, MAX_SEARCHED)) {
      const found = paths.includes(path) ? undefined : await look(path);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
}
