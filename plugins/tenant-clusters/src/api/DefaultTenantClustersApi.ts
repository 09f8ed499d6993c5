import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  clusterFormData,
  DefaultApiClient,
  templateParameters,
  type GetClusters,
  type GetRequests,
  type TypedResponse,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterStream } from './ClusterStream';
import { ConditionalFetchApi } from './ConditionalFetchApi';
import { DefaultClusterStream } from './DefaultClusterStream';
import type { ClusterAddress, TenantClustersApi } from './TenantClustersApi';

function toPath(address: ClusterAddress) {
  const { hub, namespace, name, kind } = address;
  return { path: { hub, namespace, name }, query: { kind } };
}

async function read<T>(answer: Promise<TypedResponse<T>>): Promise<T> {
  const response = await answer;
  if (!response.ok) {
    throw await ResponseError.fromResponse(response as unknown as Response);
  }
  return response.json();
}

/** The API over the generated client. @public */
export class DefaultTenantClustersApi implements TenantClustersApi {
  readonly stream: ClusterStream;
  readonly #client: DefaultApiClient;
  readonly #apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi };

  static create(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    return new DefaultTenantClustersApi(
      new DefaultApiClient({
        discoveryApi: options.discoveryApi,
        fetchApi: ConditionalFetchApi.create(options),
      }),
      DefaultClusterStream.create(options),
      options,
    );
  }

  private constructor(
    client: DefaultApiClient,
    stream: ClusterStream,
    apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  ) {
    this.#client = client;
    this.stream = stream;
    this.#apis = apis;
  }

  listClusters(query: GetClusters['query']) {
    return read(this.#client.getClusters({ query }));
  }

  getCluster(address: ClusterAddress) {
    return read(this.#client.getCluster(toPath(address)));
  }

  async getFormData(address: ClusterAddress, templateName: string) {
    const [inGit, parameters] = await Promise.all([
      read(this.#client.getClusterInGit(toPath(address))),
      // A scaffolder that does not say what the form asks for is no reason not to open it.
      this.#parameters(templateName).catch(() => undefined),
    ]);
    return clusterFormData(inGit, parameters);
  }

  async #parameters(templateName: string): Promise<string[] | undefined> {
    const { discoveryApi, fetchApi } = this.#apis;
    const base = await discoveryApi.getBaseUrl('scaffolder');
    const response = await fetchApi.fetch(
      `${base}/v2/templates/default/template/${encodeURIComponent(
        templateName,
      )}/parameter-schema`,
    );
    const { steps } = (await response.json()) as {
      steps?: { schema: unknown }[];
    };
    return steps && templateParameters(steps);
  }

  getResources(address: ClusterAddress) {
    return read(this.#client.getClusterResources(toPath(address)));
  }

  getApplications(address: ClusterAddress) {
    return read(this.#client.getClusterApplications(toPath(address)));
  }

  getHistory(
    address: ClusterAddress,
    page: { limit?: number; cursor?: string } = {},
  ) {
    const { path, query } = toPath(address);
    return read(
      this.#client.getClusterHistory({ path, query: { ...query, ...page } }),
    );
  }

  listRequests(query: GetRequests['query']) {
    return read(this.#client.getRequests({ query }));
  }
}
