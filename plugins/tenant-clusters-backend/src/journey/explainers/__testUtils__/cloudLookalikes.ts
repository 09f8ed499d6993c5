import type { Lookalike } from './Lookalike';
import { saying, upjet } from './situations';

/** Situations that look like those of cloudCases.ts, and are not. */
export const cloudLookalikes: Lookalike[] = [
  {
    id: 'access-denied',
    reason: 'Kubernetes’ own refusal',
    sample: saying(
      'cannot apply: roles.rbac is forbidden: User "system:serviceaccount:x" cannot create resource',
    ),
  },
  {
    id: 'access-denied',
    reason: 'a word in a name',
    sample: saying('waiting for role AccessDeniedless'),
  },
  {
    id: 'quota',
    reason: 'a limit of the rate of calls',
    sample: saying(upjet('RequestLimitExceeded: Request limit exceeded.')),
  },
  {
    id: 'quota',
    reason: 'a limit that is no quota',
    sample: saying(
      'context deadline exceeded: rate limiter would exceed deadline',
    ),
  },
  {
    id: 'throttled',
    reason: 'a quota that is used up',
    sample: saying(upjet('VpcLimitExceeded: The maximum number of VPCs.')),
  },
  {
    id: 'invalid-cidr',
    reason: 'a CIDR that is merely named',
    sample: saying('creating subnet with CIDR 10.0.0.0/24: connection reset'),
  },
  {
    id: 'provider-config',
    reason: 'a denied call with credentials that work',
    sample: saying(
      upjet('AccessDenied: not authorized to perform: iam:CreateRole'),
    ),
  },
  {
    id: 'immutable-field',
    reason: 'a field that is merely called so',
    sample: saying('field spec.immutable is required'),
  },
  {
    id: 'downgrade',
    reason: 'an upgrade that skips a version',
    sample: saying(
      upjet(
        'InvalidParameterException: Unsupported Kubernetes minor version update from 1.29 to 1.31',
      ),
    ),
  },
  {
    id: 'downgrade',
    reason: 'a minor version of two digits that is greater',
    sample: saying(
      upjet(
        'InvalidParameterException: Unsupported Kubernetes minor version update from 1.9 to 1.11',
      ),
    ),
  },
];
