import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Whoever makes a service for a tenant belongs to it',
    example: stringify({
      steps: [
        {
          id: 'check',
          name: 'Check who asks',
          action: 'tenant-clusters:tenant:check',
          input: {
            hub: '${{ parameters.hub }}',
            tenant: '${{ parameters.tenant }}',
          },
        },
      ],
    }),
  },
  {
    description: 'A tenant that is to be new',
    example: stringify({
      steps: [
        {
          id: 'check',
          name: 'Check who asks',
          action: 'tenant-clusters:tenant:check',
          input: {
            hub: '${{ parameters.hub }}',
            tenant: '${{ parameters.tenant }}',
            purpose: 'onboard',
            newPaths: ['tenants/${{ parameters.tenant }}/namespace.yaml'],
          },
        },
      ],
    }),
  },
];
