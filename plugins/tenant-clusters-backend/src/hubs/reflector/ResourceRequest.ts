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

const METADATA_FORMS = ['PartialObjectMetadataList', 'PartialObjectMetadata'];

/** `Accept` of a request for metadata. There is no plain JSON in it: a server that cannot must refuse, not send secrets. */
export const METADATA_ACCEPT = METADATA_FORMS.map(
  form => `application/json;as=${form};g=meta.k8s.io;v=v1`,
).join(',');

export function acceptOf(resource: WatchedResource): string {
  return resource.metadataOnly ? METADATA_ACCEPT : 'application/json';
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
