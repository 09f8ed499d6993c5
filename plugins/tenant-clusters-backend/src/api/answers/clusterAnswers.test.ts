import type { Journey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { toClusterRequest } from '../../journey';
import { FakeModel, openRequest } from '../__testUtils__/FakeModel';
import { journeyAnswer } from './clusterAnswers';
import { Redactor } from './Redactor';

const request = toClusterRequest(openRequest(1, 'orders', 'orders-prod-2'));

const journey: Journey = {
  key: 'a',
  kind: 'create',
  state: 'open',
  stages: [],
  blockers: [],
  links: [],
  request,
};

function redactor(): Redactor {
  const model = new FakeModel();
  return new Redactor({
    viewer: {
      mayReadCluster: () => false,
      mayReadScope: () => false,
      mayReadApplication: () => false,
      readsAll: false,
      decision: '',
    },
    clusters: model.views,
    fleet: model.fleet,
    owners: { ownerOf: () => undefined },
  });
}

it.each([
  {
    reason: 'the claims that the viewer may read',
    readable: { ...request, claims: request.claims.slice(0, 1) },
    claims: 1,
  },
  {
    reason: 'none when nobody follows the request any more',
    readable: undefined,
    claims: 0,
  },
])('names of a request $reason', ({ readable, claims }) => {
  const answer = journeyAnswer({
    journey,
    redactor: redactor(),
    request: readable,
  });
  expect(answer.request).toMatchObject({ number: 1 });
  expect(answer.request?.claims).toHaveLength(claims);
});
