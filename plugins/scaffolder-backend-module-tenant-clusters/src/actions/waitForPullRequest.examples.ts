import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Go on once the pull request of an earlier step is merged',
    example: stringify({
      steps: [
        {
          id: 'merged',
          name: 'Wait for the merge',
          action: 'tenant-clusters:pull-request:wait',
          input: {
            repoUrl: '${{ steps.propose.output.repositoryUrl }}',
            number: '${{ steps.propose.output.pullRequestNumber }}',
            timeoutSeconds: 900,
          },
        },
      ],
    }),
  },
];
