import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  stringifyClusterRef,
  templateParameters,
  type Availability,
  type ClusterDependents,
  type ClusterInGit,
  type ClusterList,
  type ClusterProposal,
  type ClusterRef,
  type ClusterRequestOptions,
  type TypedResponse,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { SharedAnswers } from './SharedAnswers';

/** What a form asks the platform while it is filled in. */
export interface ClusterRules {
  options(): Promise<ClusterRequestOptions>;
  availability(query: AvailabilityQuery): Promise<Availability>;
  /** Clusters that the person may propose something about, by name. */
  clusters(query: {
    may: ClusterProposal;
    text?: string;
    limit: number;
  }): Promise<ClusterList>;
  /** What Git says of a cluster's claim. */
  inGit(cluster: ClusterAddress): Promise<ClusterInGit>;
  /** What depends on a cluster. */
  dependents(cluster: ClusterAddress): Promise<ClusterDependents>;
  /** Names of the values that a template's form asks for; undefined where it does not say. */
  parameters(template: TemplateAddress): Promise<string[] | undefined>;
}

/** Values of which a form asks whether they are free. */
export interface AvailabilityQuery {
  hub: string;
  tenant?: string;
  name?: string;
  /** `Kind.group` of the infrastructure that the name is for. */
  kind?: string;
  cidr?: string;
}

/** Where a cluster is found. */
export type ClusterAddress = Pick<ClusterRef, 'hub' | 'namespace' | 'name'>;

/** Where a template is found in the catalog. */
export interface TemplateAddress {
  namespace: string;
  name: string;
}

/** Long enough for the fields of one form to share an answer, short enough for a new membership to show. */
const OPTIONS_TTL_MS = 30_000;
/** Long enough for a field, its validation and a form that is opened anew to share an answer. */
const CLUSTER_TTL_MS = 5_000;

async function read<T>(answer: Promise<TypedResponse<T>>): Promise<T> {
  const response = await answer;
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.json();
}

async function readParameters(
  {
    discoveryApi,
    fetchApi,
  }: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  { namespace, name }: TemplateAddress,
): Promise<string[] | undefined> {
  const base = await discoveryApi.getBaseUrl('scaffolder');
  const path = [namespace, 'template', name].map(encodeURIComponent).join('/');
  const response = await fetchApi.fetch(
    `${base}/v2/templates/${path}/parameter-schema`,
  );
  if (!response.ok) {
    return undefined;
  }
  const { steps } = (await response.json()) as {
    steps?: { schema: unknown }[];
  };
  return steps && templateParameters(steps);
}

/** Asks the tenant-clusters plugin; the answers are the caller's. */
export function createClusterRules(apis: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): ClusterRules {
  const client = new DefaultApiClient(apis);
  const options = new SharedAnswers<ClusterRequestOptions>(OPTIONS_TTL_MS);
  const inGit = new SharedAnswers<ClusterInGit>(CLUSTER_TTL_MS);
  const dependents = new SharedAnswers<ClusterDependents>(CLUSTER_TTL_MS);
  return {
    options: () => options.ask('', () => read(client.getRequestOptions({}))),
    availability: query => read(client.getAvailability({ query })),
    clusters: query =>
      read(client.getClusters({ query: { ...query, sort: 'name' } })),
    inGit: path =>
      inGit.ask(stringifyClusterRef(path), () =>
        read(client.getClusterInGit({ path, query: {} })),
      ),
    dependents: path =>
      dependents.ask(stringifyClusterRef(path), () =>
        read(client.getClusterDependents({ path, query: {} })),
      ),
    parameters: template => readParameters(apis, template),
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
