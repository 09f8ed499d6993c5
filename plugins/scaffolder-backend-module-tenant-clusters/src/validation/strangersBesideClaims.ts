import { readClaimManifests } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { parseAllDocuments } from 'yaml';

/**
 * Documents that stand in one file with a claim and are none. No template needs that, but a value of a form that a skeleton
 * puts into its YAML unquoted could begin a new document, which no rule for claims would look at.
 */
export function strangersBesideClaims(file: {
  path: string;
  text: string;
}): string[] {
  if (readClaimManifests(file.text).length === 0) {
    return [];
  }
  const documents = parseAllDocuments(file.text, { logLevel: 'silent' });
  return [...documents].flatMap(document => {
    const text = String(document);
    if (
      !('contents' in document) ||
      document.contents === null ||
      readClaimManifests(text).length > 0
    ) {
      return [];
    }
    const kind = document.get('kind');
    return [
      `${file.path}: holds a ${
        typeof kind === 'string' ? kind : 'document'
      } beside a claim; a claim's file holds claims only`,
    ];
  });
}
