import {
  stringifyClusterRef,
  type ClusterRef,
  type ClusterState,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterView } from '../../journey/types';
import type { ScopedResource } from '../../permissions';
import { searchText } from '../list/matchesWords';

/** Names a cluster or claim; two kinds may share an address. */
export const clusterKey = (ref: ClusterRef): string =>
  `${stringifyClusterRef(ref)}/${ref.kind}`;

/** Names an Application, a Workflow or anything else of which there is one at an address. */
export const addressKey = (object: {
  hub: string;
  namespace?: string;
  name: string;
}): string => `${object.hub}/${object.namespace ?? ''}/${object.name}`;

const isAwaitingReview = ({ journey }: ClusterSummary) =>
  journey?.state === 'open' &&
  journey.stages.some(
    ({ name, state }) =>
      name === 'reviewed' && (state === 'active' || state === 'failed'),
  );

/**
 * A view with what lists need of it, made once for a revision. What each answer filters and counts stands in the entry itself:
 * it had to be fetched out of a thousand summaries for each.
 */
export class IndexedCluster {
  readonly key: string;
  readonly revision: string;
  readonly hub: string;
  readonly kind: string;
  readonly tenant: string | undefined;
  readonly owner: string | undefined;
  readonly environment: string | undefined;
  readonly state: ClusterState;
  readonly awaitsReview: boolean;
  /** Shared by all of which the rules see the same. */
  readonly scope: ScopedResource;
  /** Addresses of its Applications that exist. */
  readonly applications: string[];
  /** How it was tied to each of its workflows, by uid. */
  readonly workflows: Map<string, string>;
  #view: ClusterView;
  #words: string | undefined;
  #json: string | undefined;

  constructor(view: ClusterView, scope: ScopedResource) {
    const { summary } = view;
    this.#view = view;
    this.key = clusterKey(summary.ref);
    this.revision = summary.revision;
    this.hub = summary.ref.hub;
    this.kind = summary.ref.kind;
    this.tenant = summary.tenant;
    this.owner = summary.owner;
    this.environment = summary.environment;
    this.state = summary.state;
    this.awaitsReview = isAwaitingReview(summary);
    this.scope = scope;
    this.applications = view.applications
      .filter(({ exists }) => exists)
      .map(addressKey);
    this.workflows = new Map(
      view.journeys
        .flatMap(({ links }) => links)
        .flatMap(({ type, uid, via = '' }) =>
          // Tied to several alike, it is nobody's.
          type === 'workflow' && uid && !via.includes('ambiguous')
            ? [[uid, via] as const]
            : [],
        ),
    );
  }

  get view(): ClusterView {
    return this.#view;
  }

  get summary() {
    return this.#view.summary;
  }

  /** Takes the same revision with another time of hearing from its hub. */
  heard(view: ClusterView): void {
    this.#view = view;
  }

  /** What the text filter looks at. A message that is quoted may have to be withheld, so that nobody may search it. */
  get words(): string {
    this.#words ??= wordsOf(this.summary);
    return this.#words;
  }

  /** The summary as JSON. Serialised once a revision: most answers hold many that did not change. */
  get json(): string {
    const { heardAt } = this.summary;
    this.#json ??= JSON.stringify({ ...this.summary, heardAt: undefined });
    return heardAt === undefined
      ? this.#json
      : `${this.#json.slice(0, -1)},"heardAt":${JSON.stringify(heardAt)}}`;
  }
}

function wordsOf(summary: ClusterSummary): string {
  const { ref, blocker, happening, journey } = summary;
  return searchText([
    ref.name,
    ref.namespace,
    ref.hub,
    ref.kind,
    summary.tenant,
    summary.environment,
    summary.region,
    summary.kubernetesVersion,
    summary.cidr,
    summary.state,
    blocker?.explainer === 'quoted' ? undefined : happening.text,
    journey?.request?.title,
  ]);
}
