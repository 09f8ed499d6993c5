import { posix } from 'node:path';
import {
  readKustomization,
  type KustomizationContent,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ConditionalClient } from './ConditionalClient';

/** A Kustomization that takes the objects of a base, and what it makes of their identity. */
export interface Overlay {
  /** Its folder. */
  folder: string;
  namespace?: string;
  namePrefix: string;
  nameSuffix: string;
  /** Whether no other Kustomization takes its objects again. */
  outermost: boolean;
}

interface TreeResponse {
  tree?: { path?: string; type?: string; sha?: string }[];
}

interface BlobResponse {
  content?: string;
}

const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;
/** A repository with more of them costs more of GitHub's calls than this answer is worth. */
const MAX_KUSTOMIZATIONS = 300;
/** Trees of commits that are kept: requests of one moment mostly begin at the same few. */
const MAX_TREES = 8;
/** Longer than overlays are stacked. */
const MAX_DEPTH = 8;

/**
 * Finds the overlays of a Kustomize base (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/). Only
 * Git knows them: a base names nobody who takes it. It costs one call for a commit, and one for each Kustomization that was not
 * read before as it is.
 */
export class OverlayReader {
  readonly #client: ConditionalClient;
  readonly #trees = new Map<string, Promise<Map<string, string>>>();
  /** By the blob's name: what was read once is never another. */
  readonly #contents = new Map<string, Promise<KustomizationContent>>();

  constructor(client: ConditionalClient) {
    this.#client = client;
  }

  /** Who takes the objects of a file from elsewhere than the folders above it; none where no Kustomization lists the file. */
  async overlaysOf(path: string, ref: string): Promise<Overlay[]> {
    const tree = await this.#tree(ref);
    const own = posix.dirname(path);
    if (!tree.has(own) || tree.size > MAX_KUSTOMIZATIONS) {
      return [];
    }
    const all = new Map(
      await Promise.all(
        [...tree].map(
          async ([folder, sha]) => [folder, await this.#content(sha)] as const,
        ),
      ),
    );
    const isListed =
      KUSTOMIZATION.test(path) ||
      all.get(own)?.includes.some(name => posix.join(own, name) === path);
    if (!isListed) {
      return [];
    }
    return overlaysOfFolder(own, all).filter(
      ({ folder }) => folder !== own && !own.startsWith(`${folder}/`),
    );
  }

  /** Folders with a Kustomization, each with the name of that blob. */
  #tree(ref: string): Promise<Map<string, string>> {
    const known = this.#trees.get(ref);
    if (known) {
      return known;
    }
    const read = this.#client
      .once<TreeResponse>('GET /repos/{owner}/{repo}/git/trees/{ref}', {
        ref,
        recursive: '1',
      })
      .then(({ tree = [] }) => {
        const folders = new Map<string, string>();
        for (const { path, type, sha } of tree) {
          if (type === 'blob' && path && sha && KUSTOMIZATION.test(path)) {
            folders.set(posix.dirname(path), sha);
          }
        }
        return folders;
      });
    return keep(this.#trees, ref, read, MAX_TREES);
  }

  #content(sha: string): Promise<KustomizationContent> {
    const known = this.#contents.get(sha);
    if (known) {
      return known;
    }
    const read = this.#client
      .once<BlobResponse>('GET /repos/{owner}/{repo}/git/blobs/{sha}', { sha })
      .then(({ content = '' }) =>
        readKustomization(Buffer.from(content, 'base64').toString('utf8')),
      );
    return keep(this.#contents, sha, read, 2 * MAX_KUSTOMIZATIONS);
  }
}

/** Remembers an answer that is on its way, unless it fails; the oldest goes where there are too many. */
function keep<T>(
  known: Map<string, Promise<T>>,
  key: string,
  answer: Promise<T>,
  most: number,
): Promise<T> {
  known.set(key, answer);
  answer.catch(() => known.delete(key));
  if (known.size > most) {
    known.delete([...known.keys()][0]);
  }
  return answer;
}

/** All that take the objects of a folder, directly or through others, with what all on the way make of them. */
function overlaysOfFolder(
  base: string,
  all: Map<string, KustomizationContent>,
): Overlay[] {
  const takers = (folder: string) =>
    [...all].filter(([taker, { includes }]) =>
      includes.some(
        name => posix.join(taker, name).replace(/\/$/, '') === folder,
      ),
    );
  const own = all.get(base);
  const found: Overlay[] = [];
  const visit = (inner: Omit<Overlay, 'outermost'>, depth: number) => {
    if (depth > MAX_DEPTH) {
      return;
    }
    const outer = takers(inner.folder);
    found.push({ ...inner, outermost: outer.length === 0 });
    for (const [folder, content] of outer) {
      visit(
        {
          folder,
          namespace: content.namespace ?? inner.namespace,
          namePrefix: `${content.namePrefix ?? ''}${inner.namePrefix}`,
          nameSuffix: `${inner.nameSuffix}${content.nameSuffix ?? ''}`,
        },
        depth + 1,
      );
    }
  };
  visit(
    {
      folder: base,
      namespace: own?.namespace,
      namePrefix: own?.namePrefix ?? '',
      nameSuffix: own?.nameSuffix ?? '',
    },
    0,
  );
  return found;
}
