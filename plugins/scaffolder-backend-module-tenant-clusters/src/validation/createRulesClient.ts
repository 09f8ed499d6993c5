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
  type ClusterRequestOptions,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What the platform says, asked in the name of the person who requests. */
export interface RulesClient {
  options(): Promise<ClusterRequestOptions>;
  availability(query: {
    hub: string;
    tenant?: string;
    name?: string;
    cidr?: string;
  }): Promise<Availability>;
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
    schema: async path => {
      const response = await client.getSchema({ path }, await token());
      return response.ok ? response.json() : undefined;
    },
  };
}
