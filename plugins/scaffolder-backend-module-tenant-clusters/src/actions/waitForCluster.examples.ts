import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: Record<string, unknown>) =>
  stringify({
    steps: [
      {
        id: 'ready',
        name: 'Wait for the cluster',
        action: 'tenant-clusters:cluster:wait',
        input: {
          hub: '${{ parameters.hub }}',
          namespace: '${{ parameters.tenant }}',
          name: '${{ parameters.name }}',
          ...input,
        },
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Go on once the handover is done, by its current journey',
    example: step({ stage: 'connected', timeoutSeconds: 3600 }),
  },
  {
    description: 'Follow the journey of one pull request, and no other',
    example: step({
      stage: 'synced',
      pullRequest: '${{ steps.propose.output.pullRequestNumber }}',
    }),
  },
];
