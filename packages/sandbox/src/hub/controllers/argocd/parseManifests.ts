import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../../store/types';
import { ManifestError } from './ManifestError';

/** The objects of a YAML or JSON file, Lists unfolded. Text that is no manifest at all throws {@link ManifestError}. */
export function parseManifests(text: string, file: string): KubeObject[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length > 0) {
      throw new ManifestError(
        `Failed to unmarshal "${file}": ${
          document.errors[0].message.split('\n')[0]
        }`,
      );
    }
    const value = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) return [];
    const items =
      typeof value.kind === 'string' &&
      value.kind.endsWith('List') &&
      Array.isArray(value.items)
        ? value.items
        : [value];
    return items.map((item: unknown) => requireManifest(item, file));
  });
}

function requireManifest(value: any, file: string): KubeObject {
  if (!value?.kind || !value?.apiVersion) {
    throw new ManifestError(
      `Failed to unmarshal "${file}": Object 'Kind' is missing in '${JSON.stringify(
        value,
      )?.slice(0, 200)}'`,
    );
  }
  return { ...value, metadata: { ...value.metadata } };
}
