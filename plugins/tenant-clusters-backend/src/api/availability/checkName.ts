import {
  MAX_CLUSTER_NAME_LENGTH,
  type AvailabilityAnswer,
  type RequestLink,
  type Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TrackedRequest } from '../../requests/types';
import type { ApiSettings } from '../ApiSettings';
import { nameProblem } from './nameProblem';
import type { TakenSubject } from './TakenSubject';

const NO_RULES: ApiSettings['names'] = {
  maxLength: MAX_CLUSTER_NAME_LENGTH,
  reserved: [],
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
  commit: request.commit,
  url: request.url,
  title: request.title,
  state: request.state,
});

/**
 * Is this name free on the hub? Names of clusters are unique on a hub, in whichever namespace; other claims only collide in
 * the tenant's own, and where the name is for one of them, only with those of its own kind. Whose a taken name is, is only said
 * to those who may read it.
 */
export function checkName(options: {
  name: string;
  tenant?: string;
  /** `Kind.group` of the infrastructure that the name is for; a cluster's without it. */
  kind?: string;
  /** Entity ref of the person who asks. */
  caller?: string;
  rules: ApiSettings['names'];
  subjects: TakenSubject[];
  /** Whether the catalog has a Resource of this name; undefined when it could not be asked. */
  inCatalog: boolean | undefined;
  /** False when something that could hold the name was not looked at. */
  complete: boolean;
}): AvailabilityAnswer {
  const { name, tenant, kind, caller, rules, subjects, inCatalog, complete } =
    options;
  // What the platform asks of names of clusters is not for others.
  const problem = nameProblem(name, kind ? NO_RULES : rules);
  if (problem) {
    return { value: name, status: 'invalid', reason: problem };
  }
  const holders = subjects.filter(
    subject =>
      subject.name === name &&
      (kind
        ? subject.kind === kind && subject.namespace === tenant
        : subject.cluster || subject.namespace === tenant),
  );
  // What is there already weighs more than what is only asked for.
  const holder = holders.find(({ request }) => !request) ?? holders[0];
  if (holder && isOwn(holder, tenant, caller)) {
    return {
      value: name,
      status: 'own-request',
      reason: takenBy(holder, kind),
      request: requestLink(holder.request),
    };
  }
  if (holder) {
    return { value: name, status: 'taken', reason: takenBy(holder, kind) };
  }
  if (inCatalog && !kind) {
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

/** Of one's own tenant, and so nothing that one may not be told. */
function takenInTenant({ request }: TakenSubject, kind: string): Sentence {
  const [word] = kind.split('.');
  return request
    ? {
        id: 'name.requested-of-kind',
        text: `Pull request #${request.number} asks for a ${word} of this name already.`,
        values: { kind: word, number: String(request.number) },
      }
    : {
        id: 'name.taken-of-kind',
        text: `The tenant has a ${word} of this name already.`,
        values: { kind: word },
      };
}

function takenBy(holder: TakenSubject, wanted?: string): Sentence {
  const { request, namespace, name, readable } = holder;
  if (wanted && readable) {
    return takenInTenant(holder, wanted);
  }
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
