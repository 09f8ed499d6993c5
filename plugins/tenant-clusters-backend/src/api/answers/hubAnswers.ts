import { NotFoundError } from '@backstage/errors';
import type {
  Hub,
  HubStaleness,
  Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { HubStates } from '../../fleet/HubStates';
import type { HubState } from '../../fleet/types';
import type { Viewer } from '../../permissions';
import type { RepositoryState } from '../../requests/types';

const SENTENCES: Partial<Record<HubState['state'], string>> = {
  connecting: 'This hub is being read for the first time.',
  stale: 'This hub has been silent for a while; what is shown may be old.',
  unreachable: 'This hub does not answer; what is shown may be old.',
  unauthorized:
    'This hub refuses the portal’s credentials; what is shown may be old.',
  misconfigured: 'This hub is not configured correctly.',
};

const hubSentence = (state: HubState, detailed: boolean) => {
  const general = SENTENCES[state.state];
  const text = (detailed && state.message) || general;
  return text ? { id: `hub.${state.state}`, text } : undefined;
};

/** How a hub is heard. What its error says is for those only who may read hubs. */
export function hubStaleness(
  state: HubState,
  options: { detailed: boolean },
): HubStaleness {
  const message = hubSentence(state, options.detailed);
  return {
    hub: state.name,
    title: state.title,
    state: state.state,
    ...(state.heardAt && { heardAt: state.heardAt }),
    ...(message && { message }),
  };
}

/** What of the hubs decides an answer: that one was merely heard again changes nothing for its reader. */
export function hubRevisions(states: HubState[]): string[] {
  return states.map(({ name, title, state }) => `${name}/${state}/${title}`);
}

/**
 * The hubs that a list is about, for one viewer: those of what they may read, and those that may hide something of theirs
 * because they are not heard. Who may read everything is told of all.
 */
export function involvedHubs(
  hubs: HubStates,
  viewer: Pick<Viewer, 'readsAll'>,
  names: Iterable<string>,
): HubState[] {
  const involved = new Set(names);
  return hubs
    .hubs()
    .filter(
      ({ name, state }) =>
        viewer.readsAll || state !== 'live' || involved.has(name),
    );
}

/** Hubs as every list ends with them. */
export function hubList(states: HubState[]): HubStaleness[] {
  return states.map(state => hubStaleness(state, { detailed: false }));
}

/** The staleness of a hub by name, for an answer that involves it. */
export function stalenessOf(hubs: HubStates, hub: string): HubStaleness {
  const state = hubs.hub(hub);
  if (!state) {
    throw new NotFoundError(`There is no hub '${hub}'`);
  }
  return hubStaleness(state, { detailed: false });
}

/** A hub for the Hubs page: all of it for the platform team, its staleness for anyone else. */
export function hubAnswer(
  state: HubState,
  repository: RepositoryState | undefined,
  options: { detailed: boolean },
): Hub {
  const staleness = hubStaleness(state, options);
  if (!options.detailed) {
    return { staleness };
  }
  return {
    staleness,
    kinds: state.kinds.map(({ group, kind, ...rest }) => ({
      group,
      kind,
      state: rest.state,
      objects: rest.objects,
      ...(rest.message && { message: rest.message }),
    })),
    ...(repository && { platformRepository: repositoryAnswer(repository) }),
  };
}

function repositoryAnswer(
  repository: RepositoryState,
): NonNullable<Hub['platformRepository']> {
  const { url, branch, state, heardAt, rateLimit, pausedUntil } = repository;
  const message: Sentence | undefined = repository.message
    ? { id: `repository.${state}`, text: repository.message }
    : undefined;
  return {
    url,
    branch,
    state,
    ...(heardAt && { heardAt }),
    ...(message && { message }),
    ...(rateLimit && { rateLimit }),
    ...(pausedUntil && { pausedUntil }),
  };
}
