import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'The pair of a service: code, and what is deployed of it; each from its own folder of the workspace',
    example: stringify({
      steps: [
        {
          id: 'application',
          name: 'Make the application repository',
          action: 'tenant-clusters:repository:ensure',
          input: {
            repoUrl: 'github.com?owner=acme&repo=${{ parameters.name }}',
            description: '${{ parameters.description }}',
            sourcePath: 'application',
            tenant: '${{ parameters.tenant }}',
            topics: ['service', '${{ parameters.tenant }}'],
            access: {
              teams: [
                { slug: '${{ parameters.tenant }}', permission: 'maintain' },
              ],
            },
            protection: { requiredApprovals: 1, requiredChecks: ['build'] },
          },
        },
        {
          id: 'deploy',
          name: 'Make the deploy repository',
          action: 'tenant-clusters:repository:ensure',
          input: {
            repoUrl: 'github.com?owner=acme&repo=${{ parameters.name }}-deploy',
            sourcePath: 'deploy',
            tenant: '${{ parameters.tenant }}',
            topics: ['deploy'],
            access: {
              teams: [
                { slug: '${{ parameters.tenant }}', permission: 'push' },
                { slug: 'platform-team', permission: 'admin' },
              ],
            },
            rulesets: [
              {
                name: 'Code owners review',
                requiredApprovals: 1,
                requireCodeOwners: true,
                bypass: [{ team: 'platform-team' }],
              },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      "Access and rules of a hub's platform repository, whose content stays; for the platform team",
    example: stringify({
      steps: [
        {
          id: 'rules',
          name: 'Ask for the owners of what changes',
          action: 'tenant-clusters:repository:ensure',
          input: {
            hub: '${{ parameters.hub }}',
            access: {
              teams: [{ slug: '${{ parameters.tenant }}', permission: 'push' }],
            },
            rulesets: [
              {
                name: 'Code owners review',
                requiredApprovals: 1,
                requireCodeOwners: true,
              },
            ],
          },
        },
      ],
    }),
  },
];
