import {
  clusterNameProblem,
  MAX_CLUSTER_NAME_LENGTH,
  type AvailabilityAnswer,
  type RequestLink,
  type Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TrackedRequest } from '../../requests/types';
import type { TakenSubject } from './TakenSubject';

const PROBLEMS: Record<
  NonNullable<ReturnType<typeof clusterNameProblem>>,
  Sentence
> = {
  empty: { id: 'name.empty', text: 'Give the cluster a name.' },
  'too-long': {
    id: 'name.too-long',
    text: `The name is longer than ${MAX_CLUSTER_NAME_LENGTH} characters.`,
    values: { limit: String(MAX_CLUSTER_NAME_LENGTH) },
  },
  'not-a-dns-label': {
    id: 'name.not-a-dns-label',
    text: 'Use lower-case letters, digits and dashes only, starting with a letter and ending with a letter or digit.',
  },
};

/**
 * Whether the caller asked for this very cluster before. The requester is only what the pull request states: it decides what
 * a form says, and nothing more.
 */
const isOwn = (
  holder: TakenSubject,
  tenant: string | undefined,
  caller: string | undefined,
): holder is TakenSubject & { request: TrackedRequest } =>
  holder.request !== undefined &&
  holder.readable &&
  holder.namespace === tenant &&
  caller !== undefined &&
  holder.request.requester?.toLowerCase() === caller.toLowerCase();

const requestLink = (request: TrackedRequest): RequestLink => ({
  repository: request.repository,
  number: request.number,
  url: request.url,
  title: request.title,
  state: request.state,
});

/**
 * Is this name free on the hub? Names of clusters are unique on a hub, in whichever namespace; other claims only collide in
 * the tenant's own. Whose a taken name is, is only said to those who may read it.
 */
export function checkName(options: {
  name: string;
  tenant?: string;
  /** Entity ref of the person who asks. */
  caller?: string;
  subjects: TakenSubject[];
  /** Whether the catalog has a Resource of this name; undefined when it could not be asked. */
  inCatalog: boolean | undefined;
  /** False when something that could hold the name was not looked at. */
  complete: boolean;
}): AvailabilityAnswer {
  const { name, tenant, caller, subjects, inCatalog, complete } = options;
  const problem = clusterNameProblem(name);
  if (problem) {
    return { value: name, status: 'invalid', reason: PROBLEMS[problem] };
  }
  const holders = subjects.filter(
    subject =>
      subject.name === name &&
      (subject.cluster || subject.namespace === tenant),
  );
  // What is there already weighs more than what is only asked for.
  const holder = holders.find(({ request }) => !request) ?? holders[0];
  if (holder && isOwn(holder, tenant, caller)) {
    return {
      value: name,
      status: 'own-request',
      reason: takenBy(holder),
      request: requestLink(holder.request),
    };
  }
  if (holder) {
    return { value: name, status: 'taken', reason: takenBy(holder) };
  }
  if (inCatalog) {
    return {
      value: name,
      status: 'taken',
      reason: {
        id: 'name.in-catalog',
        text: 'The catalog has a resource of this name already.',
      },
    };
  }
  return { value: name, status: complete ? 'free' : 'unknown' };
}

function takenBy(holder: TakenSubject): Sentence {
  const { request, namespace, name, readable } = holder;
  if (!request) {
    return readable
      ? {
          id: 'name.taken-by-cluster',
          text: `There is a cluster of this name already (${namespace}/${name}).`,
          values: { namespace, name },
        }
      : { id: 'name.taken', text: 'This name is taken on the hub.' };
  }
  return readable
    ? {
        id: 'name.taken-by-request',
        text: `Pull request #${request.number} asks for a cluster of this name already.`,
        values: {
          namespace,
          name,
          number: String(request.number),
          url: request.url,
        },
      }
    : {
        id: 'name.requested',
        text: 'An open request asks for a cluster of this name already.',
      };
}
