import {
  readClaimManifests,
  readKustomization,
  type ClaimManifest,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Overlay } from './OverlayReader';

/** One changed file of a request, with its text at both ends where that was read. */
export interface ChangedFile {
  path: string;
  /** Differs from path for a rename. */
  previousPath?: string;
  base?: string;
  head?: string;
}

/** A changed file as far as it matters to claims; texts are not kept. */
export interface ParsedFile {
  path: string;
  previousPath?: string;
  base: ClaimManifest[];
  head: ClaimManifest[];
  /** Whether what an Application renders from its folder may change with it. */
  renders: boolean;
  /** Namespace that the Kustomization above it gives what names none itself; found by whoever has the repository. */
  namespace?: string;
  /** Of a file of a Kustomize base: who takes its objects; found by whoever has the repository. */
  overlays?: Overlay[];
}

/** Inputs of Helm (https://helm.sh/docs/topics/charts/) and of languages that generate manifests. */
const RENDER_INPUT =
  /(^|\/)((values[^/]*\.ya?ml|Chart\.(yaml|lock)|[^/]+\.(jsonnet|libsonnet|cue))$|(templates|charts)\/)/;
const YAML_FILE = /\.ya?ml$/;
/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;
export const isKustomization = (path: string) => KUSTOMIZATION.test(path);

function manifests(path: string, text: string | undefined): ClaimManifest[] {
  return text === undefined || !YAML_FILE.test(path)
    ? []
    : readClaimManifests(text);
}

/** Takes from a changed file what matters to claims. */
export function parseChangedFile(file: ChangedFile): ParsedFile {
  const { path, previousPath, base, head } = file;
  const rendersBy = (name: string) => RENDER_INPUT.test(name);
  const isInput = rendersBy(path) || rendersBy(previousPath ?? '');
  const transforms =
    isKustomization(path) &&
    readKustomization(base ?? '').transformations !==
      readKustomization(head ?? '').transformations;
  return {
    path,
    previousPath,
    // A template of a chart may look like a claim, but what it is is only known once it is rendered.
    base: isInput ? [] : manifests(previousPath ?? path, base),
    head: isInput ? [] : manifests(path, head),
    renders: isInput || transforms,
  };
}
