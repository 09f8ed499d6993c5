import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (name: string, input: Record<string, unknown>) =>
  stringify({
    steps: [
      { id: 'edit', name, action: 'tenant-clusters:manifest:edit', input },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description:
      "Change fields of a claim in a hub's platform repository; the file is fetched, edited and left in the workspace",
    example: step('Change the size', {
      hub: '${{ parameters.hub }}',
      path: 'tenants/${{ parameters.tenant }}/clusters/${{ parameters.name }}.yaml',
      edits: [
        { path: 'spec.size', set: '${{ parameters.size }}' },
        {
          path: 'metadata.labels["spokeport.dev/environment"]',
          set: '${{ parameters.environment }}',
        },
        { path: 'spec.network.public', remove: true },
      ],
    }),
  },
  {
    description: 'List a file in a kustomization.yaml, unless it is listed',
    example: step('List the file', {
      hub: '${{ parameters.hub }}',
      path: 'tenants/${{ parameters.tenant }}/kustomization.yaml',
      edits: [
        {
          path: 'resources',
          addItem: 'clusters/${{ parameters.name }}.yaml',
        },
      ],
    }),
  },
  {
    description: 'Move an image to another version',
    example: step('Set the image', {
      repoUrl: 'github.com?owner=acme&repo=payments-deploy',
      path: 'overlays/prod/kustomization.yaml',
      edits: [
        {
          path: 'images[name=payments-api].newTag',
          set: '${{ parameters.tag }}',
        },
      ],
    }),
  },
  {
    description:
      'Make the file from the values of a form, or change it where it is there already',
    example: step('Write the manifest', {
      path: 'tenants/${{ parameters.tenant }}/${{ parameters.name }}.yaml',
      manifest: {
        apiVersion: 'platform.spokeport.dev/v1alpha1',
        kind: 'ObjectStore',
        metadata: {
          name: '${{ parameters.name }}',
          namespace: '${{ parameters.tenant }}',
        },
        spec: '${{ parameters.spec }}',
      },
    }),
  },
  {
    description: 'Edit one document of a file that holds several',
    example: step('Raise the quota', {
      path: 'namespace.yaml',
      select: { kind: 'ResourceQuota', name: 'default' },
      edits: [{ path: ['spec', 'hard', 'requests.cpu'], set: '20' }],
    }),
  },
];
