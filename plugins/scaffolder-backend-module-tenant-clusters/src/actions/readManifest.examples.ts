import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The image of one overlay becomes that of the next',
    example: stringify({
      steps: [
        {
          id: 'read',
          name: 'Look what runs there',
          action: 'tenant-clusters:manifest:read',
          input: {
            repoUrl: 'github.com?owner=acme&repo=payments-api-deploy',
            path: 'overlays/dev/kustomization.yaml',
            fields: { image: 'images[name=app]' },
          },
        },
        {
          id: 'edit',
          name: 'Let it run here',
          action: 'tenant-clusters:manifest:edit',
          input: {
            repoUrl: 'github.com?owner=acme&repo=payments-api-deploy',
            path: 'overlays/staging/kustomization.yaml',
            edits: [
              {
                path: 'images[name=app]',
                set: '${{ steps.read.output.values.image }}',
              },
            ],
          },
        },
      ],
    }),
  },
];
