import {
  stringifyClusterRef,
  type ClusterRef,
  type StreamMessage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type { Viewer } from '../../permissions';
import { summaryAnswer } from '../answers/clusterAnswers';
import { hubStaleness } from '../answers/hubAnswers';
import { Redactor } from '../answers/Redactor';
import { readableClaims, type OwnerLookup } from '../answers/requestAnswers';
import type { ClusterViews } from '../ClusterViews';
import type { ClusterChange, FeedEntry } from './FeedEntry';

/** Puts entries of the feed into messages for one viewer. */
export class StreamMessages {
  readonly #clusters: ClusterViews;
  readonly #fleet: FleetReader;
  readonly #owners: OwnerLookup;

  constructor(options: {
    clusters: ClusterViews;
    fleet: FleetReader;
    owners: OwnerLookup;
  }) {
    this.#clusters = options.clusters;
    this.#fleet = options.fleet;
    this.#owners = options.owners;
  }

  /** One message for any number of entries; undefined when they are nothing to this viewer. */
  changes(entries: FeedEntry[], viewer: Viewer): StreamMessage | undefined {
    const histories = new Map<string, ClusterChange[]>();
    for (const change of entries.flatMap(entry => entry.clusters)) {
      const key = `${stringifyClusterRef(change.ref)}/${change.ref.kind}`;
      histories.set(key, [...(histories.get(key) ?? []), change]);
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
    const hubs = [...new Set(entries.flatMap(entry => entry.hubs))];
    const requestsChanged = this.#requestsChanged(entries, viewer);
    return shown.length + removed.length + hubs.length > 0 || requestsChanged
      ? {
          clusters: this.#summaries(shown, viewer),
          removed,
          hubs: hubs.flatMap(name => {
            const hub = this.#fleet.hub(name);
            return hub ? [hubStaleness(hub, { detailed: false })] : [];
          }),
          ...(requestsChanged && { requestsChanged }),
        }
      : undefined;
  }

  /** What a new decision adds for a viewer and takes away from them. */
  redecided(before: Viewer, after: Viewer): StreamMessage {
    const summaries = this.#clusters.views().map(({ summary }) => summary);
    const gained = summaries.filter(
      summary =>
        after.mayReadCluster(summary) && !before.mayReadCluster(summary),
    );
    const lost = summaries.filter(
      summary =>
        before.mayReadCluster(summary) && !after.mayReadCluster(summary),
    );
    return {
      clusters: this.#summaries(
        gained.map(({ ref }) => ref),
        after,
      ),
      removed: lost.map(({ ref }) => ref),
      hubs: [],
      requestsChanged: true,
    };
  }

  #summaries(refs: ClusterRef[], viewer: Viewer) {
    const redactor = new Redactor({
      viewer,
      clusters: this.#clusters,
      fleet: this.#fleet,
      owners: this.#owners,
    });
    return refs.flatMap(ref => {
      const summary = this.#clusters.view(ref)?.summary;
      // Between the entry and now it may have changed hands; the entry about that is on its way.
      return summary && viewer.mayReadCluster(summary)
        ? [summaryAnswer(summary, redactor)]
        : [];
    });
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
