import { fluxReady } from '../../__testUtils__/fluxObjects';
import type { Lookalike } from './Lookalike';
import { deliveredBy } from './situations';

/** Situations that look like those of fluxCases.ts, and are not. */
export const fluxLookalikes: Lookalike[] = [
  {
    id: 'flux-suspended',
    reason: 'a Kustomization that is not',
    sample: deliveredBy({ spec: { suspend: false } }),
  },
  {
    id: 'flux-stalled',
    reason: 'a Kustomization that says Stalled=False',
    sample: deliveredBy({
      status: {
        conditions: [
          { ...fluxReady('False', 'Succeeded', ''), type: 'Stalled' },
          fluxReady('False', 'BuildFailed', 'no'),
        ],
      },
    }),
  },
  {
    id: 'flux-dependency',
    reason: 'a Kustomization that fails though what it depends on is ready',
    sample: deliveredBy({
      spec: { dependsOn: [{ name: 'crossplane' }] },
      status: { conditions: [fluxReady('False', 'BuildFailed', 'no')] },
    }),
  },
  {
    id: 'flux-failed',
    reason: 'a Kustomization that is at it: Ready=Unknown, Reconciling=True',
    sample: deliveredBy({
      status: {
        conditions: [
          {
            ...fluxReady('True', 'Progressing', 'Reconciliation in progress'),
            type: 'Reconciling',
          },
          fluxReady('Unknown', 'Progressing', 'Reconciliation in progress'),
        ],
      },
    }),
  },
];
