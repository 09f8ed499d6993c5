import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  type Availability,
  type ClusterRequestOptions,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What a form asks the platform while it is filled in. */
export interface ClusterRules {
  options(): Promise<ClusterRequestOptions>;
  availability(query: {
    hub: string;
    tenant?: string;
    name?: string;
    cidr?: string;
  }): Promise<Availability>;
}

/** Long enough for the fields of one form to share an answer, short enough for a new membership to show. */
const OPTIONS_TTL_MS = 30_000;

/** Asks the tenant-clusters plugin; the answers are the caller's. */
export function createClusterRules(apis: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): ClusterRules {
  const client = new DefaultApiClient(apis);
  let options:
    | { at: number; answer: Promise<ClusterRequestOptions> }
    | undefined;
  const readOptions = async () => {
    const response = await client.getRequestOptions({});
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  };
  return {
    options: () => {
      if (!options || Date.now() - options.at > OPTIONS_TTL_MS) {
        const answer = readOptions();
        const entry = { at: Date.now(), answer };
        options = entry;
        answer.catch(() => {
          if (options === entry) {
            options = undefined;
          }
        });
      }
      return options.answer;
    },
    availability: async query => {
      const response = await client.getAvailability({ query });
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return response.json();
    },
  };
}

const byFetchApi = new WeakMap<FetchApi, ClusterRules>();

/** The rules of an app: one per fetch API, so that fields and their validations share answers. */
export function clusterRulesOf(apis: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): ClusterRules {
  let rules = byFetchApi.get(apis.fetchApi);
  if (!rules) {
    rules = createClusterRules(apis);
    byFetchApi.set(apis.fetchApi, rules);
  }
  return rules;
}
