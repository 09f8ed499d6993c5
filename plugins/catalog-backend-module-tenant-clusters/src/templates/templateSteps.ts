import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { inWords, withArticle } from './texts';
import type { OfferedXrd, TemplateSettings } from './types';

const HUB = '${{ parameters.hub }}';
const TENANT = '${{ parameters.tenant }}';
const NAME = '${{ parameters.name }}';

/**
 * What the template does: write the manifest from the form's values, check it, propose it. Nothing of the XRD but its names, of
 * which none can hold an expression, goes in here: steps are evaluated.
 */
export function templateSteps(options: {
  xrd: OfferedXrd;
  version: string;
  folder: string;
  keepEmpty: string[];
  settings: TemplateSettings;
}) {
  const { xrd, version, folder, keepEmpty, settings } = options;
  const { group, kind, cluster } = xrd;
  const words = inWords(kind);
  const path = `tenants/${TENANT}/${folder}/${NAME}.yaml`;
  return [
    {
      id: 'write',
      name: 'Write the manifest',
      action: 'tenant-clusters:manifest:edit',
      input: {
        hub: HUB,
        path,
        omitEmpty: true,
        ...(keepEmpty.length > 0 && { keepEmpty }),
        manifest: {
          apiVersion: `${group}/${version}`,
          kind,
          metadata: {
            name: NAME,
            namespace: TENANT,
            labels: {
              [SPOKEPORT_LABELS.tenant]: TENANT,
              ...(settings.environments.length > 0 && {
                [SPOKEPORT_LABELS.environment]: '${{ parameters.environment }}',
              }),
            },
            annotations: { [SPOKEPORT_LABELS.requestedBy]: '${{ user.ref }}' },
          },
          spec: '${{ parameters.spec }}',
        },
      },
    },
    {
      id: 'validate',
      name: 'Check the request',
      action: 'tenant-clusters:manifests:validate',
      input: { hub: HUB },
    },
    {
      id: 'propose',
      name: 'Open the pull request',
      action: 'tenant-clusters:pull-request:open',
      input: {
        hub: HUB,
        subject: `create/${kind.toLowerCase()}.${group}/${TENANT}/${NAME}`,
        title: `Request ${words} ${NAME} for ${TENANT}`,
        description: `${kind} ${NAME}: ${withArticle(
          words,
        )} of tenant ${TENANT}, as \`${path}\`.\n`,
        labels: [cluster ? 'cluster-request' : 'infrastructure-request'],
      },
    },
  ];
}

/** What the template shows in the end. */
export function templateOutput(xrd: OfferedXrd) {
  return {
    links: [
      {
        title: 'Pull request',
        url: '${{ steps.propose.output.pullRequestUrl }}',
        icon: 'github',
      },
      xrd.cluster
        ? {
            title: 'Follow the cluster',
            url: `/tenant-clusters/${HUB}/${TENANT}/${NAME}`,
            icon: 'dashboard',
          }
        : {
            title: 'Follow the request',
            url: '/tenant-clusters/requests',
            icon: 'dashboard',
          },
    ],
    text: [
      {
        title: 'What will change',
        default: true,
        content: '```diff\n${{ steps.propose.output.diff }}\n```\n',
      },
    ],
  };
}
