import type { Viewer } from '../../permissions';
import type { IndexedApplication } from '../model/IndexedApplication';
import { among } from './among';
import { matchesWords, searchWords } from './matchesWords';

/** Filters of the list of Applications; values of one filter are alternatives. */
export interface ApplicationFilter {
  hub?: string[];
  project?: string[];
  tenant?: string[];
  /** Name of a cluster that it delivers to, or a destination as Argo CD writes it. */
  cluster?: string[];
  role?: string[];
  text?: string;
}

/**
 * Whether an Application passes every filter but those of its status. A tenant that the viewer may not read finds nothing:
 * a filter must not tell whom else an Application serves.
 */
export function applicationFilter(
  filter: ApplicationFilter,
  viewer: Viewer,
): (application: IndexedApplication) => boolean {
  const words = searchWords(filter.text);
  const { tenant: tenants, cluster: clusters, role: roles } = filter;
  return application => {
    const { object, project, scopes } = application;
    return (
      among(filter.hub, object.hub) &&
      among(filter.project, project) &&
      (!tenants?.length ||
        scopes.some(
          scope =>
            scope.tenants.some(tenant => tenants.includes(tenant)) &&
            viewer.mayReadApplication(scope),
        )) &&
      (!clusters?.length ||
        application.destinations.some(name => clusters.includes(name))) &&
      (!roles?.length || roles.includes(application.role)) &&
      (words.length === 0 || matchesWords(words, application.words))
    );
  };
}
