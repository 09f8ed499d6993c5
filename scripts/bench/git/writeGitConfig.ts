import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ROOT, type StatePaths } from '../../lib/paths.ts';
import { urlOf, type PortalPorts } from '../../lib/portalEnvironment.ts';

/** The template that proposes a number of files by our action or by the stock one. */
export const PROPOSALS = 'bench-proposals';

/** A repository that no hub follows: whatever is asked of it, a proposal asked. */
export const BENCH_REPOSITORY = { owner: 'acme', repo: 'bench' };

const details = {
  reviewers: ['bruno.lima'],
  teamReviewers: ['payments'],
};

const template = (repoUrl: string) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: PROPOSALS },
  spec: {
    type: 'bench',
    owner: 'group:default/platform-team',
    parameters: {
      properties: {
        files: { type: 'integer' },
        subject: { type: 'string' },
        stock: { type: 'boolean' },
      },
    },
    steps: [
      {
        id: 'fetch',
        action: 'fetch:plain',
        input: { url: './files-${{ parameters.files }}' },
      },
      {
        id: 'ours',
        if: '${{ not parameters.stock }}',
        action: 'tenant-clusters:pull-request:open',
        input: {
          repoUrl,
          subject: '${{ parameters.subject }}',
          title: '${{ parameters.subject }}',
          ...details,
        },
      },
      {
        id: 'stock',
        if: '${{ parameters.stock }}',
        action: 'publish:github:pull-request',
        input: {
          repoUrl,
          branchName: '${{ parameters.subject }}',
          title: '${{ parameters.subject }}',
          description: '${{ parameters.subject }}',
          ...details,
        },
      },
    ],
    output: { outcome: '${{ steps.ours.output.outcome }}' },
  },
});

const claim = (name: string) =>
  `apiVersion: platform.spokeport.dev/v1alpha1\nkind: TenantCluster\nmetadata:\n  name: ${name}\n  namespace: payments\nspec:\n  size: small\n`;

/**
 * Writes the template with its files, and configuration by which the portal offers it and speaks to the forge through a gate.
 *
 * @returns the configuration's path
 */
export function writeGitConfig(options: {
  folder: string;
  paths: StatePaths;
  ports: PortalPorts;
  gateUrl: string;
  files: readonly number[];
}): string {
  const { folder, paths, ports, gateUrl, files } = options;
  const place = join(folder, 'template');
  rmSync(place, { recursive: true, force: true });
  for (const count of files) {
    const tenant = join(place, `files-${count}/tenants/payments/clusters`);
    mkdirSync(tenant, { recursive: true });
    for (let at = 0; at < count; at++) {
      writeFileSync(join(tenant, `c${at}.yaml`), claim(`c${at}-of-${count}`));
    }
  }
  const host = new URL(urlOf(ports.forge)).host;
  const { owner, repo } = BENCH_REPOSITORY;
  writeFileSync(
    join(place, 'template.yaml'),
    stringify(template(`${host}?owner=${owner}&repo=${repo}`)),
  );
  const { botToken } = JSON.parse(readFileSync(paths.sandboxTokens, 'utf8'));
  const file = join(folder, 'app-config.git.yaml');
  const target = (path: string) => ({ type: 'file', target: path });
  writeFileSync(
    file,
    stringify({
      integrations: {
        github: [
          {
            host,
            apiBaseUrl: `${gateUrl}/api/v3`,
            rawBaseUrl: `${urlOf(ports.forge)}/raw`,
            token: botToken,
          },
        ],
      },
      catalog: {
        locations: [
          target(join(ROOT, 'examples/catalog-info.yaml')),
          target(join(ROOT, 'templates/request-tenant-cluster/template.yaml')),
          target(join(place, 'template.yaml')),
        ],
      },
    }),
    { mode: 0o600 },
  );
  return file;
}
