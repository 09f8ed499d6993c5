import {
  requestLabel as labelOf,
  type Evidence,
  type TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedBase,
  ProjectedCondition,
  ProjectedWarningEvent,
} from '../projections/types';
import type { TrackedRequest } from '../requests/types';
import { cleanText, quote } from './text';
import { objectTime } from './times';

const EVIDENCE_TYPES: Record<string, Evidence['type']> = {
  application: 'application',
  workflow: 'workflow',
  'cluster-secret': 'registration',
  'cluster-event': 'event',
};

/** An address that a browser may follow; anything but http and https is no link. */
export function safeUrl(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}

/** Owner/name and number of a pull request, or commit of a direct push, as people say it. */
export function requestLabel(request: TrackedRequest): string {
  return cleanText(labelOf(request), 120);
}

export function requestEvidence(
  request: TrackedRequest,
  via?: string,
): Evidence {
  return {
    type: request.origin === 'push' ? 'commit' : 'pull-request',
    label: requestLabel(request),
    url: safeUrl(request.url),
    hub: request.hub,
    via,
  };
}

const repositoryUrl = (request: TrackedRequest) =>
  request.url.replace(/\/(pull\/\d+|commit\/\w+)$/, '');

const encodePath = (path: string) =>
  path.split('/').map(encodeURIComponent).join('/');

/** The manifest that a request adds or changes: on its branch while it is open, else on the branch that it was merged into. */
export function fileEvidence(
  request: TrackedRequest,
  path: string,
  via: string,
): Evidence {
  const ref = request.state === 'merged' ? request.base : request.branch;
  return {
    type: 'file',
    label: cleanText(path, 300),
    hub: request.hub,
    via,
    url: safeUrl(
      ref &&
        `${repositoryUrl(request)}/blob/${encodePath(ref)}/${encodePath(path)}`,
    ),
  };
}

/**
 * A commit of the repository that a request is for, under the short name that people use. Its page is where the pull request's is,
 * as on github.com.
 */
export function commitEvidence(
  sha: string,
  hub: string,
  request: TrackedRequest | undefined,
): Evidence {
  const repository = request && repositoryUrl(request);
  return {
    type: 'commit',
    label: cleanText(sha, 64).slice(0, 7),
    hub,
    url: safeUrl(
      repository && `${repository}/commit/${encodeURIComponent(sha)}`,
    ),
  };
}

export function objectEvidence(object: ProjectedBase, via?: string): Evidence {
  const { hub, apiVersion, kind, namespace, name, uid } = object;
  return {
    type: EVIDENCE_TYPES[object.role] ?? 'object',
    label: cleanText(`${kind} ${name}`, 200),
    hub,
    apiVersion,
    kind,
    namespace,
    name,
    uid,
    via,
  };
}

export function conditionEvidence(
  object: ProjectedBase,
  condition: ProjectedCondition,
  at?: TimeFact,
): Evidence {
  return {
    ...objectEvidence(object),
    type: 'condition',
    condition: cleanText(condition.type, 100),
    status: condition.status,
    reason: condition.reason && cleanText(condition.reason, 100),
    message: condition.message && quote(condition.message),
    at: at ?? objectTime(condition.lastTransitionTime),
  };
}

export function warningEvidence(
  object: ProjectedBase,
  warning: ProjectedWarningEvent,
): Evidence {
  return {
    ...objectEvidence(object),
    type: 'event',
    reason: cleanText(warning.reason, 100),
    message: quote(warning.message),
    at: objectTime(warning.lastSeen),
    via: 'involvedObject.uid',
  };
}
