/** Manifests that can't be made; Argo CD shows the message in a ComparisonError. */
export class ManifestError extends Error {
  override name = 'ManifestError';
}
