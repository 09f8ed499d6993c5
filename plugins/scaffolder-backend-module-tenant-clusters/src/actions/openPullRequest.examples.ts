import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: "Propose the workspace to a hub's platform repository",
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open a pull request',
          action: 'tenant-clusters:pull-request:open',
          input: {
            hub: '${{ parameters.hub }}',
            subject: 'create/${{ parameters.tenant }}/${{ parameters.name }}',
            title: 'Request cluster ${{ parameters.name }}',
          },
        },
      ],
    }),
  },
  {
    description:
      'Propose a folder of the workspace to any repository, as a draft with reviewers',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open a pull request',
          action: 'tenant-clusters:pull-request:open',
          input: {
            repoUrl: 'github.com?owner=acme&repo=payments-deploy',
            subject: 'promote/payments-api',
            title: 'Promote payments-api to prod',
            sourcePath: 'overlays',
            targetPath: 'overlays',
            draft: true,
            teamReviewers: ['payments'],
          },
        },
      ],
    }),
  },
];
