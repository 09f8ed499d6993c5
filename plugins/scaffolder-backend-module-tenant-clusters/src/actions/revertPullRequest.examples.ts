import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: Record<string, unknown>) =>
  stringify({
    steps: [
      {
        id: 'revert',
        name: 'Undo the change',
        action: 'tenant-clusters:pull-request:revert',
        input,
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: "Undo a merged request of a hub's platform repository",
    example: step({
      hub: '${{ parameters.hub }}',
      number: '${{ parameters.pullRequest }}',
      reason: '${{ parameters.reason }}',
    }),
  },
  {
    description: 'Undo a merged pull request of any repository, as a draft',
    example: step({
      repoUrl: 'github.com?owner=acme&repo=payments-deploy',
      number: 12,
      draft: true,
      reviewers: ['ana.souza'],
    }),
  },
];
