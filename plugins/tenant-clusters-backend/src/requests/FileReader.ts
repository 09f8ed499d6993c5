import { readKustomization } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ConditionalClient } from './ConditionalClient';
import { OverlayReader } from './OverlayReader';
import {
  isKustomization,
  parseChangedFile,
  type ParsedFile,
} from './parseChangedFile';

/** A changed file as GitHub lists it, of a pull request or a commit. */
export interface ListedFile {
  filename: string;
  status: string;
  previous_filename?: string;
}

interface ContentResponse {
  content?: string;
}

/** Folders above a manifest in which a Kustomization is looked for; people nest no deeper. */
const MAX_FOLDERS = 6;

const isNotFound = (error: unknown) =>
  (error as { status?: number }).status === 404;

const encodePath = (path: string) =>
  path.split('/').map(encodeURIComponent).join('/');

/** Reads what files say at two commits. */
export class FileReader {
  readonly #client: ConditionalClient;
  readonly #overlays: OverlayReader;

  constructor(client: ConditionalClient) {
    this.#client = client;
    this.#overlays = new OverlayReader(client);
  }

  /**
   * The listed files as far as they matter to claims. Texts are read of those that `wanted` says yes to; of the others only what
   * their names say.
   *
   * @param options.base - the commit to compare with; asked for only when a listed file was there before; undefined when there
   *   is none
   */
  async parse(options: {
    listed: ListedFile[];
    head: string;
    base: () => Promise<string | undefined>;
    wanted: (path: string) => boolean;
  }): Promise<ParsedFile[]> {
    const { head, wanted } = options;
    const files = options.listed.map(
      ({ filename, status, previous_filename }) => ({
        path: filename,
        // A copy names where it came from too, but takes nothing away from there.
        previousPath: status === 'renamed' ? previous_filename : undefined,
        atHead: status !== 'removed',
        atBase: status !== 'added' && status !== 'copied',
      }),
    );
    const isWanted = ({ path, previousPath }: (typeof files)[number]) =>
      wanted(path) || (previousPath !== undefined && wanted(previousPath));
    const base = files.some(file => file.atBase && isWanted(file))
      ? await options.base()
      : undefined;
    return Promise.all(
      files.map(async file => {
        const { path, previousPath, atHead, atBase } = file;
        if (!isWanted(file)) {
          return parseChangedFile({ path, previousPath });
        }
        const [atHeadText, atBaseText] = await Promise.all([
          atHead ? this.text(path, head) : undefined,
          atBase && base ? this.text(previousPath ?? path, base) : undefined,
        ]);
        const parsed = parseChangedFile({
          path,
          previousPath,
          head: atHeadText,
          base: atBaseText,
        });
        const unplaced = [...parsed.head, ...parsed.base].some(
          ({ namespace }) => namespace === undefined,
        );
        // A base leaves the namespace to its overlays; what names its own is delivered from where it is.
        const changesAll = parsed.renders && isKustomization(path);
        if (!unplaced && !changesAll) {
          return parsed;
        }
        const where = atHead ? path : previousPath ?? path;
        const ref = atHead ? head : base ?? head;
        const namespace = await this.#kustomizedNamespace(where, ref);
        return {
          ...parsed,
          namespace,
          ...(!namespace && {
            overlays: await this.#overlays.overlaysOf(where, ref),
          }),
        };
      }),
    );
  }

  /** A file's text; undefined for what is no file, such as a submodule, and for what is not there. */
  async text(path: string, ref: string): Promise<string | undefined> {
    try {
      const data = await this.#client.once<ContentResponse | unknown[]>(
        'GET /repos/{owner}/{repo}/contents/{+path}',
        { path: encodePath(path), ref },
      );
      return !Array.isArray(data) && typeof data.content === 'string'
        ? Buffer.from(data.content, 'base64').toString('utf8')
        : undefined;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** What the nearest Kustomization with a namespace says, from the file's folder upwards. */
  async #kustomizedNamespace(
    path: string,
    ref: string,
  ): Promise<string | undefined> {
    const folders = path.split('/').slice(0, -1);
    for (let depth = folders.length; depth > 0; depth--) {
      if (folders.length - depth >= MAX_FOLDERS) {
        break;
      }
      const folder = folders.slice(0, depth).join('/');
      const text = await this.text(`${folder}/kustomization.yaml`, ref);
      const namespace = text && readKustomization(text).namespace;
      if (namespace) {
        return namespace;
      }
    }
    return undefined;
  }
}
