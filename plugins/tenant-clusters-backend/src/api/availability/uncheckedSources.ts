import type { Sentence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { HubState } from '../../fleet/types';
import type { RepositoryState } from '../../requests/types';

/** Says what could not be looked at, so that "free" never means "not asked". */
export function uncheckedSources(options: {
  hub: HubState;
  repository: RepositoryState | undefined;
  catalogAnswered: boolean;
}): Sentence[] {
  const { hub, repository, catalogAnswered } = options;
  const unchecked: Sentence[] = [];
  if (hub.state !== 'live') {
    unchecked.push({
      id: 'unchecked.hub',
      text: `The hub ${hub.title} could not be looked at just now.`,
      values: { hub: hub.title },
    });
  }
  if (repository && repository.state !== 'live') {
    unchecked.push({
      id: 'unchecked.requests',
      text: 'Open requests could not be looked at just now.',
    });
  }
  if (!catalogAnswered) {
    unchecked.push({
      id: 'unchecked.catalog',
      text: 'The catalog could not be looked at just now.',
    });
  }
  return unchecked;
}
