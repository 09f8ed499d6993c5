import { parseAllDocuments } from 'yaml';

/** A manifest that may be a claim, with its identity. @public */
export interface ClaimManifest {
  group: string;
  kind: string;
  /** Absent when the file names none: it then comes from the Application's destination or a Kustomization. */
  namespace?: string;
  name: string;
  content: Record<string, unknown>;
}

/** Groups whose objects are machinery around claims, or the catalog's entities, never claims. */
const NO_CLAIM_GROUPS =
  /(^|\.)(k8s\.io|argoproj\.io|crossplane\.io|upbound\.io|fluxcd\.io|external-secrets\.io|kyverno\.io|gatekeeper\.sh|backstage\.io)$/;

/** Aliases are bounded: a hostile file must not expand without end. */
const MAX_ALIASES = 100;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readManifest(content: unknown): ClaimManifest | undefined {
  if (!isRecord(content) || !isRecord(content.metadata)) {
    return undefined;
  }
  const { apiVersion, kind } = content;
  const { name, namespace } = content.metadata;
  if (
    typeof apiVersion !== 'string' ||
    typeof kind !== 'string' ||
    typeof name !== 'string'
  ) {
    return undefined;
  }
  const [group, version] = apiVersion.split('/');
  if (!version || !group.includes('.') || NO_CLAIM_GROUPS.test(group)) {
    return undefined;
  }
  return {
    group,
    kind,
    namespace: typeof namespace === 'string' ? namespace : undefined,
    name,
    content,
  };
}

/**
 * Reads the manifests of a YAML text that may be claims: those of groups that belong to neither Kubernetes, Crossplane, Argo
 * nor Flux. A document that does not parse is left out, since it can name no claim; whether it should have parsed is for
 * others to say.
 * @public
 */
export function readClaimManifests(text: string): ClaimManifest[] {
  const manifests: ClaimManifest[] = [];
  for (const document of parseAllDocuments(text, { logLevel: 'silent' })) {
    if ('errors' in document && document.errors.length === 0) {
      let content: unknown;
      try {
        content = document.toJS({ maxAliasCount: MAX_ALIASES });
      } catch {
        continue;
      }
      const manifest = readManifest(content);
      if (manifest) {
        manifests.push(manifest);
      }
    }
  }
  return manifests;
}
