import type { ClusterFacts } from './JourneyFacts';
import type { ResourceTree } from './walk/ResourceTree';

/** Names a fact that objects can be about without pointing to a uid. */
type Token =
  | { type: 'name'; name: string }
  | { type: 'destination'; destination: string }
  | {
      type: 'reference';
      apiVersion: string;
      kind: string;
      namespace?: string;
      name: string;
    }
  | { type: 'path' }
  | { type: 'unfinished' };

/** How a token stands among the uids that a view was found in; it holds a space, which no uid does. */
export function tokenOf(hub: string, token: Token): string {
  switch (token.type) {
    case 'name':
      return `${hub} name ${token.name}`;
    case 'destination':
      return `${hub} destination ${token.destination.replace(/\/+$/, '')}`;
    case 'reference': {
      const { apiVersion, kind, namespace = '', name } = token;
      return `${hub} reference ${apiVersion} ${kind} ${namespace}/${name}`;
    }
    default:
      return `${hub} ${token.type}`;
  }
}

/**
 * What may concern a subject although nothing leads there yet: objects that speak of its name, applications that deliver to it,
 * what references that lead to nothing wait for, and applications that may cover the path of its request.
 */
export function dependencyTokens(
  base: ClusterFacts,
  tree: ResourceTree,
): string[] {
  const { subject, registrations, tracking, requests, events } = base;
  const { hub, name } = subject;
  const composites = tree.composites.map(({ reference }) => reference.name);
  const waits =
    !tracking.application &&
    requests.all.some(({ request }) => request.state === 'merged');
  return [
    ...[name, ...composites, ...events.map(({ event }) => event.name)].map(of =>
      tokenOf(hub, { type: 'name', name: of }),
    ),
    ...registrations
      .flatMap(({ destination }) => [destination.name, destination.server])
      .flatMap(destination =>
        destination ? [tokenOf(hub, { type: 'destination', destination })] : [],
      ),
    ...tree.missing.map(({ reference }) =>
      tokenOf(hub, { type: 'reference', ...reference }),
    ),
    ...(waits ? [tokenOf(hub, { type: 'path' })] : []),
  ];
}
