import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  type Availability,
  type ClaimSchemaDetail,
  type ClusterDependents,
  type ClusterRequestOptions,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What the platform says, asked in the name of the person who requests. */
export interface RulesClient {
  options(): Promise<ClusterRequestOptions>;
  availability(query: {
    hub: string;
    tenant?: string;
    name?: string;
    /** `Kind.group` that the name is for. */
    kind?: string;
    cidr?: string;
  }): Promise<Availability>;
  /** What is known of a claim that is there, and what the person may propose; undefined where they may not see one. */
  dependents(query: {
    hub: string;
    namespace: string;
    name: string;
    /** `Kind.group`. */
    kind?: string;
  }): Promise<ClusterDependents | undefined>;
  /** The kind as a hub offers it; undefined where it does not, or cannot be asked. */
  schema(query: {
    hub: string;
    group: string;
    kind: string;
  }): Promise<ClaimSchemaDetail | undefined>;
}

/** Asks the tenant-clusters plugin on behalf of the initiator, so that its permissions decide. */
export function createRulesClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  credentials: BackstageCredentials;
}): RulesClient {
  const client = new DefaultApiClient({ discoveryApi: options.discovery });
  const token = async () =>
    options.auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'tenant-clusters',
    });
  return {
    options: async () => {
      const response = await client.getRequestOptions({}, await token());
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return response.json();
    },
    availability: async query => {
      const response = await client.getAvailability({ query }, await token());
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return response.json();
    },
    dependents: async ({ kind, ...path }) => {
      const response = await client.getClusterDependents(
        { path, query: { kind } },
        await token(),
      );
      if (response.status === 404) {
        return undefined;
      }
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return response.json();
    },
    schema: async path => {
      const response = await client.getSchema({ path }, await token());
      return response.ok ? response.json() : undefined;
    },
  };
}
