import { InputError } from '@backstage/errors';
import type { ClusterDependents } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { othersRequests } from './changedClaim';
import type { RulesClient } from './createRulesClient';
import type { Findings } from './Findings';

/** `namespace/name`, or with the hub before it as the field ClusterPicker gives it. */
function readAddress(cluster: string, hub: string) {
  const parts = cluster.split('/');
  const [namespace, name] = parts.slice(-2);
  if (!namespace || !name || parts.length > 3) {
    throw new InputError(
      `'${cluster}' names no cluster; write it as namespace/name`,
    );
  }
  if (parts.length === 3 && parts[0] !== hub) {
    throw new InputError(`'${cluster}' is not on hub '${hub}'`);
  }
  return { namespace, name };
}

/** What hangs on a cluster, one line each. */
function dependentLines(cluster: string, known: ClusterDependents): string[] {
  const { applications, holdings, usages, claims, kept } = known;
  return [
    ...applications.map(({ name }) => `Application ${name} delivers to it`),
    ...holdings.map(
      ({ kind, namespace = '', name, holds }) =>
        `${kind} ${namespace}/${name} may hold a ${holds.replace('-', ' ')}`,
    ),
    ...usages.map(
      ({ kind, name, of }) => `${kind} ${name} holds it (${of}) until it goes`,
    ),
    ...claims.map(
      ({ ref, field }) => `${ref.kind} ${ref.name} names it in ${field}`,
    ),
    ...kept.map(
      ({ kind, name }) => `${kind} ${name} stays in the cloud when it goes`,
    ),
  ].map(line => `${cluster}: ${line}`);
}

/**
 * What speaks against the removal of a cluster: that there is none, that the person may not propose it, or that they did not type
 * its name. What depends on it speaks against nothing here, since it is to go with it or was seen in the form: it is noted.
 */
export async function removedCluster(options: {
  hub: string;
  cluster: string;
  confirmation: string | undefined;
  rules: RulesClient;
}): Promise<Partial<Findings> & { cluster: string }> {
  const { hub, confirmation, rules } = options;
  const { namespace, name } = readAddress(options.cluster, hub);
  const cluster = `${namespace}/${name}`;
  const known = await rules.dependents({ hub, namespace, name });
  if (!known) {
    return {
      cluster,
      problems: [`There is no cluster ${cluster} on ${hub} that you may see`],
    };
  }
  const problems: string[] = [];
  if (!known.may.includes('remove')) {
    problems.push(`You may not remove ${cluster}`);
  }
  if (confirmation !== name) {
    problems.push(
      `The removal of ${cluster} is not confirmed: type its name, ${name}`,
    );
  }
  return {
    cluster,
    problems,
    unchecked: known.unknown.map(({ text }) => `${cluster}: ${text}`),
    notes: [
      ...dependentLines(cluster, known),
      ...othersRequests(cluster, known),
    ],
  };
}
