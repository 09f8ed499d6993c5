import { InputError } from '@backstage/errors';

/** What a person may ask to fail. */
export type FaultRequest = {
  what: string;
  /** `namespace/name` of a claim; absent: every claim. */
  cluster?: string;
  /** The managed resource's kind, or a workflow's step; each failure has a default. */
  kind?: string;
  step?: string;
  /** Instead of the message that the real cloud would give. */
  message?: string;
};

/** One entry of the failure plan in the ConfigMap `sandbox-cloud`. */
export interface Fault {
  kind: string;
  message?: string;
  match: { kind?: string; labels?: Record<string, string>; step?: string };
}

/** What fails by default: the resource where this failure is met most often. */
const defaultKinds: Record<string, string | undefined> = {
  'access-denied': 'Role',
  quota: 'VPC',
  'invalid-cidr': 'VPC',
  throttling: 'NodeGroup',
  unavailable: 'Cluster',
};
const claimName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * The failure plan's entry for what a person asks for.
 *
 * @throws InputError when there is no such failure
 */
export function faultOf(request: FaultRequest): Fault {
  const { what, message } = request;
  const claim = claimOf(request.cluster);
  if (what === 'failing-step') {
    return {
      kind: what,
      message,
      match: {
        step: request.step ?? 'configure-user-access',
        labels: claim && {
          'spokeport.dev/tenant': claim.namespace,
          'spokeport.dev/name': claim.name,
        },
      },
    };
  }
  if (!Object.hasOwn(defaultKinds, what)) {
    throw new InputError(
      `There is no failure "${what}"; there are ${[
        ...Object.keys(defaultKinds),
        'failing-step',
      ].join(', ')}`,
    );
  }
  return {
    kind: what,
    message,
    match: {
      kind: request.kind ?? defaultKinds[what],
      labels: claim && {
        'crossplane.io/claim-namespace': claim.namespace,
        'crossplane.io/claim-name': claim.name,
      },
    },
  };
}

function claimOf(cluster: string | undefined) {
  if (cluster === undefined) return undefined;
  const [namespace, name, ...rest] = cluster.split('/');
  if (
    rest.length > 0 ||
    ![namespace, name].every(n => claimName.test(n ?? ''))
  ) {
    throw new InputError(
      `"${cluster}" is not the namespace and name of a claim: payments/payments-dev`,
    );
  }
  return { namespace, name };
}
