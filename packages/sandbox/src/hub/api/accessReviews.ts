import { isJsonMap } from '../store/schema/StructuralSchema';
import { isAllowed } from './authorize';
import { HubToken } from './HubToken';

/** Answers SelfSubjectAccessReview, SelfSubjectRulesReview and SelfSubjectReview. */
export function answerReview(
  plural: string,
  who: HubToken,
  body: unknown,
): object {
  const review = isJsonMap(body) ? body : {};
  const spec = isJsonMap(review.spec) ? review.spec : {};
  switch (plural) {
    case 'selfsubjectaccessreviews':
      return {
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: { creationTimestamp: null },
        spec,
        status: accessStatus(who, spec),
      };
    case 'selfsubjectrulesreviews':
      return {
        kind: 'SelfSubjectRulesReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: { creationTimestamp: null },
        spec,
        status: rulesStatus(who, String(spec.namespace ?? '')),
      };
    default:
      return {
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { creationTimestamp: null },
        status: {
          userInfo: {
            username: who.user,
            groups: [...(who.groups ?? []), 'system:authenticated'],
          },
        },
      };
  }
}

function accessStatus(who: HubToken, spec: Record<string, unknown>): object {
  const asked = spec.resourceAttributes;
  const allowed = isJsonMap(asked)
    ? isAllowed(who, {
        verb: String(asked.verb ?? ''),
        group: String(asked.group ?? ''),
        resource: String(asked.resource ?? ''),
        namespace: asked.namespace ? String(asked.namespace) : undefined,
      })
    : isJsonMap(spec.nonResourceAttributes);
  return { allowed };
}

function rulesStatus(who: HubToken, namespace: string): object {
  const verbs = who.readOnly ? ['get', 'list', 'watch'] : ['*'];
  const inside = !who.namespaces || who.namespaces.includes(namespace);
  return {
    resourceRules: inside
      ? [{ verbs, apiGroups: ['*'], resources: ['*'] }]
      : [],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
    incomplete: false,
  };
}
