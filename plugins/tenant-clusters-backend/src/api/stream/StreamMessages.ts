import type {
  ClusterRef,
  StreamMessage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { HubStates } from '../../fleet/HubStates';
import type { FleetReader } from '../../fleet/types';
import type { Viewer } from '../../permissions';
import { mayReadApplication } from '../answers/applicationAnswers';
import { summaryAnswer } from '../answers/clusterAnswers';
import { hubStaleness } from '../answers/hubAnswers';
import { Redactor } from '../answers/Redactor';
import { readableClaims, type OwnerLookup } from '../answers/requestAnswers';
import type { ClusterViews } from '../ClusterViews';
import type { FleetModel } from '../model/FleetModel';
import { clusterKey, type IndexedCluster } from '../model/IndexedCluster';
import {
  changedScopes,
  mayHearOfWorkflows,
  type ChangedScopes,
} from './changedScopes';
import type { ClusterChange, FeedEntry } from './FeedEntry';

/** A message with more than this would be larger than the lists that its reader shows; they read them anew instead. */
const MAX_CLUSTERS = 500;

/** What changed for one viewer, before it is put into words. */
interface Visible {
  shown: ClusterRef[];
  removed: ClusterRef[];
}

const NONE: Visible = { shown: [], removed: [] };

/** What is done once for all viewers of some entries. */
interface SharedWork {
  entries: string;
  scopes: ChangedScopes;
  /** By what the policy answered. */
  texts: Map<string, MessageText>;
}

/** Data of an event; `undefined` for nothing, `snapshot` where it is too much. */
export type MessageText = string | 'snapshot' | undefined;

/**
 * Puts entries of the feed into messages for one viewer. What was serialised for one is used for all who may read it, and a
 * whole message for all whom the policy answered alike.
 */
export class StreamMessages {
  readonly #clusters: ClusterViews;
  readonly #model: FleetModel;
  readonly #fleet: FleetReader;
  readonly #hubs: HubStates;
  readonly #owners: OwnerLookup;
  #shared: SharedWork | undefined;

  constructor(options: {
    clusters: ClusterViews;
    model: FleetModel;
    fleet: FleetReader;
    hubs: HubStates;
    owners: OwnerLookup;
  }) {
    this.#clusters = options.clusters;
    this.#model = options.model;
    this.#fleet = options.fleet;
    this.#hubs = options.hubs;
    this.#owners = options.owners;
  }

  /** One message for any number of entries. */
  changes(entries: FeedEntry[], viewer: Viewer): MessageText {
    if (entries.length === 0) {
      return undefined;
    }
    const range = `${entries[0].sequence}-${
      entries[entries.length - 1].sequence
    }`;
    if (this.#shared?.entries !== range) {
      const objects = entries.flatMap(entry => entry.objects);
      this.#shared = {
        entries: range,
        scopes: changedScopes(objects, this.#model),
        texts: new Map(),
      };
    }
    const { scopes, texts } = this.#shared;
    if (!texts.has(viewer.decision)) {
      texts.set(viewer.decision, this.#changes(entries, scopes, viewer));
    }
    return texts.get(viewer.decision);
  }

  /** What a new decision adds for a viewer and takes away from them. */
  redecided(before: Viewer, after: Viewer): MessageText {
    const differences = (all: IndexedCluster[]): Visible => {
      const differing = all.filter(
        ({ scope }) => before.mayReadScope(scope) !== after.mayReadScope(scope),
      );
      const refs = (given: boolean) =>
        differing
          .filter(({ scope }) => after.mayReadScope(scope) === given)
          .map(({ summary }) => summary.ref);
      return { shown: refs(true), removed: refs(false) };
    };
    return this.#text(
      {
        clusters: differences(this.#model.clusters.clusters().sorted('name')),
        infrastructure: differences(
          this.#model.clusters.infrastructure().sorted('name'),
        ),
      },
      {
        hubs: [],
        requestsChanged: true,
        applicationsChanged: true,
        workflowsChanged: true,
      },
      after,
    );
  }

  #changes(
    entries: FeedEntry[],
    scopes: ChangedScopes,
    viewer: Viewer,
  ): MessageText {
    const changes = entries.flatMap(entry => entry.clusters);
    const clusters = visible(
      changes.filter(({ infrastructure }) => !infrastructure),
      viewer,
    );
    const infrastructure = visible(
      changes.filter(change => change.infrastructure),
      viewer,
    );
    const hubs = [...new Set(entries.flatMap(entry => entry.hubs))];
    const requestsChanged = this.#requestsChanged(entries, viewer);
    const applicationsChanged = mayReadApplication(viewer, {
      scopes: scopes.applications,
    });
    const workflowsChanged = mayHearOfWorkflows(viewer, scopes);
    const isNews =
      [clusters, infrastructure].some(
        ({ shown, removed }) => shown.length + removed.length > 0,
      ) ||
      hubs.length > 0 ||
      requestsChanged ||
      applicationsChanged ||
      workflowsChanged;
    return isNews
      ? this.#text(
          { clusters, infrastructure },
          {
            hubs: hubs.flatMap(name => {
              const hub = this.#hubs.hub(name);
              return hub ? [hubStaleness(hub, { detailed: false })] : [];
            }),
            ...(requestsChanged && { requestsChanged }),
            ...(applicationsChanged && { applicationsChanged }),
            ...(workflowsChanged && { workflowsChanged }),
          },
          viewer,
        )
      : undefined;
  }

  #text(
    changes: { clusters: Visible; infrastructure: Visible },
    rest: Omit<StreamMessage, 'clusters' | 'removed'>,
    viewer: Viewer,
  ): MessageText {
    const { clusters, infrastructure } = changes;
    if (clusters.shown.length + infrastructure.shown.length > MAX_CLUSTERS) {
      return 'snapshot';
    }
    this.#model.clusters.refresh();
    const redactor = new Redactor({
      viewer,
      clusters: this.#clusters,
      fleet: this.#fleet,
      owners: this.#owners,
    });
    const list = ({ shown }: Visible) =>
      `[${shown
        .flatMap(ref => this.#summary(ref, viewer, redactor) ?? [])
        .join(',')}]`;
    const { shown, removed } = infrastructure;
    const fields = JSON.stringify({
      ...rest,
      removed: clusters.removed,
      ...(removed.length > 0 && { infrastructureRemoved: removed }),
    });
    return [
      `{"clusters":${list(clusters)},`,
      shown.length > 0 ? `"infrastructure":${list(infrastructure)},` : '',
      fields.slice(1),
    ].join('');
  }

  #summary(
    ref: ClusterRef,
    viewer: Viewer,
    redactor: Redactor,
  ): string | undefined {
    const entry = this.#model.clusters.get(ref);
    // Between the entry and now it may have changed hands; the entry about that is on its way.
    if (!entry || !viewer.mayReadScope(entry.scope)) {
      return undefined;
    }
    const summary = summaryAnswer(entry.summary, redactor);
    return summary === entry.summary ? entry.json : JSON.stringify(summary);
  }

  #requestsChanged(entries: FeedEntry[], viewer: Viewer): boolean {
    return entries
      .flatMap(entry => entry.requests)
      .some(
        request =>
          readableClaims({
            request,
            viewer,
            clusters: this.#clusters,
            owners: this.#owners,
          }).length > 0,
      );
  }
}

/** Which clusters a viewer is shown anew, and which are taken from them: all changes of one are one. */
function visible(changes: ClusterChange[], viewer: Viewer): Visible {
  if (changes.length === 0) {
    return NONE;
  }
  const histories = new Map<string, ClusterChange[]>();
  for (const change of changes) {
    const key = clusterKey(change.ref);
    const history = histories.get(key);
    if (history) {
      history.push(change);
    } else {
      histories.set(key, [change]);
    }
  }
  const shown: ClusterRef[] = [];
  const removed: ClusterRef[] = [];
  for (const history of histories.values()) {
    const { ref, after } = history[history.length - 1];
    if (after && viewer.mayReadScope(after)) {
      shown.push(ref);
    } else if (
      history.some(({ before }) => before && viewer.mayReadScope(before))
    ) {
      removed.push(ref);
    }
  }
  return { shown, removed };
}
