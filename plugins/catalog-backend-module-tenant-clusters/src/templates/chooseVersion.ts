import type { XrdVersion } from './types';

/** `v2beta1` as its parts; https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority */
const KUBE_VERSION = /^v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?$/;
const STAGES = ['alpha', 'beta', undefined];

function priority(name: string): number[] {
  const [, major, stage, minor] = KUBE_VERSION.exec(name) ?? [];
  return major
    ? [1, STAGES.indexOf(stage), Number(major), Number(minor ?? 0)]
    : [0];
}

/** Newest first, as Kubernetes orders versions: stable before beta before alpha, then by number; other names last. */
export function compareVersions(one: string, other: string): number {
  const left = priority(one);
  const right = priority(other);
  const different = left.findIndex((value, index) => value !== right[index]);
  return different < 0
    ? one.localeCompare(other)
    : (right[different] ?? 0) - left[different];
}

/**
 * The version that a request is written in: the one that Compositions refer to, since what it lacks no Composition reads; else
 * the newest.
 */
export function chooseVersion(versions: XrdVersion[]): XrdVersion | undefined {
  return (
    versions.find(({ referenceable }) => referenceable) ??
    [...versions].sort((one, other) => compareVersions(one.name, other.name))[0]
  );
}
