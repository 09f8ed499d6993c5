import {
  discoveryApiRef,
  fetchApiRef,
  type ApiHolder,
} from '@backstage/core-plugin-api';
import type {
  Availability,
  AvailabilityAnswer,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { sayOf, saySentence, type Say } from '../translation/say';
import {
  clusterRulesOf,
  type AvailabilityQuery,
  type ClusterRules,
} from '../api/clusterRules';

/** The rules, from where a validation runs: it has no hooks. */
export function rulesOf(apiHolder: ApiHolder): ClusterRules | undefined {
  const discoveryApi = apiHolder.get(discoveryApiRef);
  const fetchApi = apiHolder.get(fetchApiRef);
  return discoveryApi && fetchApi
    ? clusterRulesOf({ discoveryApi, fetchApi })
    : undefined;
}

/** Why an answer speaks against going on; undefined when it does not. */
export function refusal(
  answer: AvailabilityAnswer | undefined,
  say: Say,
): string | undefined {
  if (answer?.status !== 'taken' && answer?.status !== 'invalid') {
    return undefined;
  }
  return answer.reason
    ? saySentence(say, answer.reason)
    : `${answer.value}: ${say('check.taken')}`;
}

/**
 * Asks whether a value is free and reports the reason when it is not. A platform that does not answer stops nobody here: the
 * request's first step asks again.
 */
export async function validateAvailability(options: {
  apiHolder: ApiHolder;
  query: Partial<AvailabilityQuery>;
  pick: (availability: Availability) => AvailabilityAnswer | undefined;
  addError: (message: string) => void;
}): Promise<void> {
  const { apiHolder, query, pick, addError } = options;
  const rules = rulesOf(apiHolder);
  if (!query.hub || !rules) {
    return;
  }
  let availability: Availability;
  try {
    availability = await rules.availability({ ...query, hub: query.hub });
  } catch {
    return;
  }
  const reason = refusal(pick(availability), sayOf(apiHolder));
  if (reason) {
    addError(reason);
  }
}
