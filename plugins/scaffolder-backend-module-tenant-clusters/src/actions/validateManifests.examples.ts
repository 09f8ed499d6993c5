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
    description: 'Check a change of claims that are there',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the change',
          action: 'tenant-clusters:manifests:validate',
          input: { hub: '${{ parameters.hub }}', purpose: 'change' },
        },
      ],
    }),
  },
  {
    description: 'Check the removal of a cluster, which the person confirmed',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the removal',
          action: 'tenant-clusters:manifests:validate',
          input: {
            hub: '${{ parameters.hub }}',
            purpose: 'remove',
            cluster: '${{ parameters.cluster }}',
            confirmation: '${{ parameters.confirmation }}',
          },
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
