/** One collection of a hub's API and which part of it is wanted. */
export interface WatchedResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Only metadata ever leaves the hub (Secrets, ConfigMaps). */
  metadataOnly?: boolean;
}

/**
 * `Accept` of a request for the metadata of one object, or of a watch. There is no plain JSON in it: a server that cannot must
 * refuse, not send secrets. And only one form: a real API server takes the first that it knows, and then refuses a list as
 * PartialObjectMetadata as it refuses an object as PartialObjectMetadataList (406).
 */
export const METADATA_ACCEPT =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** The same of a list. */
export const METADATA_LIST_ACCEPT =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

export function acceptOf(
  resource: WatchedResource,
  request: 'list' | 'watch',
): string {
  if (!resource.metadataOnly) {
    return 'application/json';
  }
  return request === 'list' ? METADATA_LIST_ACCEPT : METADATA_ACCEPT;
}

export function apiVersionOf(resource: WatchedResource): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

/** The path of the collection in all namespaces, with a query. */
export function resourcePath(
  resource: WatchedResource,
  query: Record<string, string | undefined>,
): string {
  const { group, version, plural, labelSelector, fieldSelector } = resource;
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const parameters = new URLSearchParams();
  const all = { labelSelector, fieldSelector, ...query };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) {
      parameters.set(name, value);
    }
  }
  return `${root}/${plural}?${parameters}`;
}
