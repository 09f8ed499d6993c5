import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path/posix';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { folderAddresses, withAbsoluteFetches } from './relativeFetches';
import type { TemplateFile } from './types';

/** The scaffolder takes requests of up to 10 MB, in which files are a third larger. */
const MAX_BYTES = 6 * 1024 * 1024;
const MAX_FILES = 2_000;

/** A template that can be run without its place in the catalog, and the files that it needs for that. */
export interface PortableTemplate {
  template: TemplateEntityV1beta3;
  files: TemplateFile[];
  /** Files that may be executed: a dry run does not know it. */
  executables: string[];
}

/** Collects files until they are too many. */
class Collection {
  readonly files: TemplateFile[] = [];
  readonly executables: string[] = [];
  readonly #name: string;
  #bytes = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws InputError when it gets too large */
  grow(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > MAX_BYTES || this.files.length >= MAX_FILES) {
      throw new InputError(
        `The folder of template ${
          this.#name
        } is too large to preview (at most ${MAX_FILES} files and ${
          MAX_BYTES / 1024 / 1024
        } MiB); give the template a folder of its own`,
      );
    }
  }

  add(path: string, content: Buffer): void {
    this.grow(content.length);
    this.files.push({ path, content });
  }
}

/** Makes templates portable: finds where they lie as the scaffolder does, and reads from there. */
export class TemplateFolder {
  readonly #reader: UrlReaderService;
  readonly #integrations: () => ScmIntegrations;

  constructor(options: {
    reader: UrlReaderService;
    integrations: () => ScmIntegrations;
  }) {
    this.#reader = options.reader;
    this.#integrations = options.integrations;
  }

  /** @throws InputError when the folder is too large, or lies where no integration of the portal reads */
  async collect(
    template: TemplateEntityV1beta3,
    signal: AbortSignal,
  ): Promise<PortableTemplate> {
    const collection = new Collection(template.metadata.name);
    const { files, executables } = collection;
    const location = locationOf(template);
    if (location?.type === 'file') {
      await readLocal(
        dirname(location.target),
        folderAddresses(template.spec.steps),
        collection,
        signal,
      );
    }
    if (location?.type !== 'url') {
      return { template, files, executables };
    }
    const resolve = (address: string) =>
      this.#resolve(address, location.target);
    const needed = folderAddresses(template.spec.steps);
    const steps =
      needed.length > 0
        ? withAbsoluteFetches(template.spec.steps, resolve)
        : template.spec.steps;
    if (folderAddresses(steps).length > 0) {
      await this.#readRemote(resolve('.'), collection, signal);
    }
    return {
      template: { ...template, spec: { ...template.spec, steps } },
      files,
      executables,
    };
  }

  #resolve(address: string, base: string): string {
    const integration = this.#integrations().byUrl(base);
    if (!integration) {
      throw new InputError(
        `The portal has no integration for ${base}, where the template lies`,
      );
    }
    return integration.resolveUrl({ url: address, base });
  }

  async #readRemote(
    url: string,
    collection: Collection,
    signal: AbortSignal,
  ): Promise<void> {
    const tree = await this.#reader.readTree(url, { signal });
    for (const file of await tree.files()) {
      collection.add(file.path, await file.content());
    }
  }
}

/**
 * Where the scaffolder takes a template to be. An author can name any source location in the entity; only the catalog itself says
 * what it is managed by, and takes files of the portal's machine from nobody but its operator.
 */
function locationOf({ metadata }: TemplateEntityV1beta3) {
  const { annotations = {} } = metadata;
  const managedBy = annotations[ANNOTATION_LOCATION];
  const ref = annotations[ANNOTATION_SOURCE_LOCATION] ?? managedBy;
  const location = ref ? parseLocationRef(ref) : undefined;
  if (
    location?.type === 'file' &&
    (!managedBy || parseLocationRef(managedBy).type !== 'file')
  ) {
    throw new InputError(
      `Template ${metadata.name} names files of the portal's machine as its source, and does not come from there`,
    );
  }
  return location;
}

/** Reads files and folders within a folder; links are left out, since they could lead out of it. */
async function readLocal(
  root: string,
  addresses: string[],
  collection: Collection,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Set<string>();
  const read = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    const from = relative(root, path);
    if (seen.has(path) || from === '..' || from.startsWith('../')) {
      return;
    }
    seen.add(path);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory()) {
      for (const name of (await readdir(path)).sort()) {
        await read(join(path, name));
      }
    } else if (found?.isFile()) {
      collection.grow(found.size);
      collection.files.push({ path: from, content: await readFile(path) });
      if (found.mode & constants.S_IXUSR) {
        collection.executables.push(from);
      }
    }
  };
  for (const address of addresses) {
    await read(normalize(join(root, address)).replace(/\/$/, ''));
  }
}

async function readFile(path: string): Promise<Buffer> {
  // Whatever took the file's place meanwhile: no link is followed.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}
