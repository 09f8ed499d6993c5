import {
  requestKey,
  type Journey,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ApiContext } from '../ApiContext';
import type { ReadCluster } from '../routes/readableCluster';
import { journeyAnswer } from './clusterAnswers';
import { readableClaims, requestAnswer } from './requestAnswers';

/** A journey for its reader: with what is usual, and with the claims of its request that they may read. */
export function readJourney(
  context: ApiContext,
  { view, viewer, redactor }: ReadCluster,
  journey: Journey,
): Journey {
  const { clusters, requests, history, tenants } = context;
  const { summary } = view;
  const { request } = journey;
  const tracked =
    request &&
    requests
      .requests(summary.ref.hub)
      .find(candidate => requestKey(candidate) === requestKey(request));
  return journeyAnswer({
    journey,
    redactor,
    estimates: history.estimates({ journey: journey.kind, cluster: summary }),
    request:
      tracked &&
      requestAnswer(
        tracked,
        readableClaims({
          request: tracked,
          viewer,
          clusters,
          owners: tenants,
        }),
      ),
  });
}
