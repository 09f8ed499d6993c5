import { stringifyClusterRef } from './clusterRef';
import type { ClusterInGit, OpenClusterRequest } from './schema/openapi';

interface Schema {
  properties?: Record<string, unknown>;
  [keyword: string]: unknown;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keywords of JSON Schema below which there are schemas of the same object. */
const SAME_OBJECT = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'];

function namesIn(schema: unknown): string[] {
  if (!isSchema(schema)) {
    return [];
  }
  const below = SAME_OBJECT.flatMap(keyword => schema[keyword] ?? []);
  const dependent = isSchema(schema.dependencies)
    ? Object.values(schema.dependencies)
    : [];
  return [
    ...(isSchema(schema.properties) ? Object.keys(schema.properties) : []),
    ...[...below, ...dependent].flatMap(namesIn),
  ];
}

/**
 * Names of the values that a template asks for, from the steps of its form
 * (`GET /v2/templates/{namespace}/{kind}/{name}/parameter-schema` of the scaffolder).
 * @public
 */
export function templateParameters(steps: { schema: unknown }[]): string[] {
  return [...new Set(steps.flatMap(({ schema }) => namesIn(schema)))];
}

/** Branches of requests by the form that changes a cluster: what it is told is added to such a one where it is open. */
const CHANGE_BRANCH = 'spokeport/change/';

/**
 * The open request that another change of the same cluster is added to; undefined where there is none.
 * @public
 */
export function requestToAddTo(
  openRequests: OpenClusterRequest[],
): OpenClusterRequest | undefined {
  return openRequests.find(
    ({ change, branch }) =>
      change === 'change' && branch?.startsWith(CHANGE_BRANCH),
  );
}

/**
 * What a form about a cluster starts with: `cluster` (`hub/namespace/name`), the same in parts, and each value that Git has, or
 * that the open request has which this change is added to.
 *
 * @param parameters - names of the values that the form asks for; others are left out, since its review would show them
 * @public
 */
export function clusterFormData(
  {
    cluster,
    values,
    openRequests,
  }: Pick<ClusterInGit, 'cluster' | 'values' | 'openRequests'>,
  parameters?: string[],
): Record<string, string | string[]> {
  const all: Record<string, string | string[] | undefined> = {
    ...(requestToAddTo(openRequests)?.values ?? values),
    cluster: stringifyClusterRef(cluster),
    hub: cluster.hub,
    tenant: cluster.namespace,
    name: cluster.name,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value !== undefined && (!parameters || parameters.includes(name))
        ? [[name, value]]
        : [],
    ),
  );
}
