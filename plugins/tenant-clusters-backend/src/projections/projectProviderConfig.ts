import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asNumber, asRecord, asString } from './read';
import type { ProjectedProviderConfig } from './types';

/** A provider's configuration (crossplane/crossplane-runtime:apis/common/v1/resource.go, ProviderConfigStatus): of its credentials only where they come from. */
export function projectProviderConfig(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedProviderConfig | undefined {
  const base = projectBase(object, type, 'provider-config');
  const credentials = asRecord(asRecord(object.spec).credentials);
  return (
    base && {
      ...base,
      credentialsSource: asString(credentials.source),
      users: asNumber(asRecord(object.status).users),
      conditions: projectConditions(object),
    }
  );
}
