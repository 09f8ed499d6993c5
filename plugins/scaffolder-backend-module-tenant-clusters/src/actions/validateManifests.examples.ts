import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check what the skeleton gave, before anything is proposed',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the request',
          action: 'tenant-clusters:manifests:validate',
          input: { hub: '${{ parameters.hub }}' },
        },
      ],
    }),
  },
  {
    description: 'Check against schemas that the template brings along',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the request',
          action: 'tenant-clusters:manifests:validate',
          input: {
            hub: '${{ parameters.hub }}',
            sourcePath: 'tenants',
            schemaPath: 'schemas',
          },
        },
      ],
    }),
  },
];
