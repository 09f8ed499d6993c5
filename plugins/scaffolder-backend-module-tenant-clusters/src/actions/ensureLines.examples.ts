import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A folder of the platform repository gets an owner',
    example: stringify({
      steps: [
        {
          id: 'owners',
          name: 'Write down whose it is',
          action: 'tenant-clusters:lines:ensure',
          input: {
            hub: '${{ parameters.hub }}',
            path: '.github/CODEOWNERS',
            lines: [
              '/tenants/${{ parameters.tenant }}/values/ @acme/${{ parameters.tenant }}',
            ],
          },
        },
      ],
    }),
  },
];
