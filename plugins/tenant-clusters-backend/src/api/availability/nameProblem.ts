import {
  clusterNameProblem,
  MAX_CLUSTER_NAME_LENGTH,
  type Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ApiSettings } from '../ApiSettings';

const tooLong = (limit: number): Sentence => ({
  id: 'name.too-long',
  text: `The name is longer than ${limit} characters.`,
  values: { limit: String(limit) },
});

/** Says why a name may not be a cluster's, by Kubernetes' rules and the platform's own; undefined when it may. */
export function nameProblem(
  name: string,
  rules: ApiSettings['names'],
): Sentence | undefined {
  const limit = Math.min(rules.maxLength, MAX_CLUSTER_NAME_LENGTH);
  const problem = clusterNameProblem(name);
  if (problem === 'empty') {
    return { id: 'name.empty', text: 'Give the cluster a name.' };
  }
  if (problem === 'too-long' || name.length > limit) {
    return tooLong(limit);
  }
  if (problem) {
    return {
      id: 'name.not-a-dns-label',
      text: 'Use lower-case letters, digits and dashes only, starting with a letter and ending with a letter or digit.',
    };
  }
  if (rules.reserved.includes(name)) {
    return { id: 'name.reserved', text: 'This name is reserved.' };
  }
  // The pattern is the operator's, and the name is short by now.
  return rules.pattern && !new RegExp(`^(?:${rules.pattern})$`).test(name)
    ? {
        id: 'name.against-rule',
        text: `Names of clusters must match ${rules.pattern}.`,
        values: { pattern: rules.pattern },
      }
    : undefined;
}
