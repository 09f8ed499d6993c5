import { posix } from 'node:path';
import { BoundedCache } from '../../../BoundedCache';
import { deepFreeze } from '../../store/cloneJson';
import { KubeObject } from '../../store/types';
import { GitSource } from './GitSource';
import { ManifestError } from './ManifestError';
import { renderChartStandIn } from './renderChartStandIn';
import { renderDirectory } from './renderDirectory';
import { findKustomization, renderKustomize } from './renderKustomize';
import { SourceFiles } from './SourceFiles';

export type ApplicationSource = Record<string, any>;

/** What an Application should be: its manifests, and the revision of each source. */
export interface TargetState {
  manifests: KubeObject[];
  revisions: string[];
  sourceTypes: string[];
}

/** What one source came to, at one revision of each source. */
interface Rendered {
  type: string;
  manifests: KubeObject[];
}

/** What sources came to at their revisions, which never changes; Applications are compared far more often than Git moves. */
export type RenderedSources = BoundedCache<Promise<Rendered>>;

export function sourcesOf(spec: Record<string, any>): ApplicationSource[] {
  if (Array.isArray(spec.sources) && spec.sources.length > 0) {
    return spec.sources;
  }
  return spec.source ? [spec.source] : [];
}

/**
 * Reads and renders an Application's sources, at `revisions` where given (one a source), else at their newest; what `rendered`
 * has is not rendered again. The manifests are frozen.
 * Throws {@link ManifestError} with the message of a ComparisonError.
 */
export async function loadTargetState(options: {
  git: GitSource;
  appName: string;
  sources: ApplicationSource[];
  revisions?: (string | undefined)[];
  rendered: RenderedSources;
}): Promise<TargetState> {
  const { git, appName, sources, rendered } = options;
  const target: TargetState = { manifests: [], revisions: [], sourceTypes: [] };
  for (const [index, source] of sources.entries()) {
    try {
      target.revisions.push(
        options.revisions?.[index] ??
          (source.chart
            ? String(source.targetRevision)
            : await git.resolveRevision(
                source.repoURL,
                source.targetRevision ?? 'HEAD',
              )),
      );
    } catch (error) {
      throw failure(index, sources.length, error);
    }
  }
  for (const [index, source] of sources.entries()) {
    try {
      const { revisions } = target;
      const { type, manifests } = await rendered.getOrSet(
        JSON.stringify([appName, sources, revisions, index]),
        async () =>
          deepFreeze(await render({ git, appName, sources, revisions, index })),
      );
      target.sourceTypes.push(type);
      target.manifests.push(...manifests);
    } catch (error) {
      throw failure(index, sources.length, error);
    }
    if (source.ref && !source.path && !source.chart) {
      target.sourceTypes[index] = '';
    }
  }
  return target;
}

function failure(index: number, total: number, error: unknown) {
  return new ManifestError(
    `Failed to load target state: failed to generate manifest for source ${
      index + 1
    } of ${total}: rpc error: code = Unknown desc = ${
      (error as Error).message
    }`,
  );
}

async function render(options: {
  git: GitSource;
  appName: string;
  sources: ApplicationSource[];
  revisions: string[];
  index: number;
}): Promise<Rendered> {
  const { git, appName, sources, revisions, index } = options;
  const source = sources[index];
  if (source.chart) {
    const manifests = await renderChartStandIn(source, appName, path =>
      readReferenced(git, sources, revisions, path),
    );
    return { type: 'Helm', manifests };
  }
  if (source.ref && !source.path) return { type: '', manifests: [] };
  const files = filesOf(git, source.repoURL, revisions[index]);
  const path = posix.normalize(source.path ?? '.').replace(/\/$/, '');
  return renderPath(files, source, path);
}

async function renderPath(
  files: SourceFiles,
  source: ApplicationSource,
  path: string,
): Promise<Rendered> {
  if (path.startsWith('..') || path.startsWith('/')) {
    throw new ManifestError(`${source.path}: app path is absolute`);
  }
  if ((await files.list(path)).length === 0) {
    throw new ManifestError(`${source.path}: app path does not exist`);
  }
  if (source.plugin) {
    throw new ManifestError(
      'the sandbox does not play config management plugins',
    );
  }
  const isChart =
    source.helm ||
    (await files.read(posix.join(path, 'Chart.yaml'))) !== undefined;
  if (isChart && !source.directory && !source.kustomize) {
    throw new ManifestError(
      `${source.path}: the sandbox does not render Helm charts kept in Git`,
    );
  }
  if (
    source.kustomize ||
    (!source.directory && (await findKustomization(files, path)))
  ) {
    return { type: 'Kustomize', manifests: await renderKustomize(files, path) };
  }
  return {
    type: 'Directory',
    manifests: await renderDirectory(files, path, source.directory),
  };
}

function filesOf(git: GitSource, repoURL: string, sha: string): SourceFiles {
  return {
    list: path => git.listFiles(repoURL, sha, path),
    read: path => git.readFile(repoURL, sha, path),
  };
}

/** `$values/…` reads from the source whose `ref` is `values`. */
async function readReferenced(
  git: GitSource,
  sources: ApplicationSource[],
  revisions: string[],
  path: string,
): Promise<string | undefined> {
  const [, ref, rest] = /^\$([^/]+)\/(.*)$/.exec(path) ?? [];
  const index = sources.findIndex(source => ref && source.ref === ref);
  if (index < 0) {
    if (!ref) return undefined;
    throw new ManifestError(
      `source referenced "${ref}", but no source has a 'ref' field defined`,
    );
  }
  return git.readFile(sources[index].repoURL, revisions[index], rest);
}
