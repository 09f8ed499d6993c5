import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../../hub/store/types';
import { renderClaim, renderPlatformRepository } from '../platformRepository';
import { RenderedFiles } from '../renderSkeleton';

export const repoUrl = 'https://github.com/acme/platform.git';
const values = {
  hubName: 'hub-eu',
  hubTitle: 'Hub Europe',
  region: 'eu-west-1',
  accountId: '111111111111',
  organisation: 'acme',
  organisationUrl: 'https://github.com/acme',
  repoUrl,
  tenants: [
    { tenant: 'payments', accountId: '222222222222' },
    { tenant: 'orders', accountId: '333333333333' },
  ],
};
const claim = {
  name: 'payments-prod',
  tenant: 'payments',
  environment: 'prod',
  region: 'eu-west-1',
  kubernetesVersion: '1.33',
  size: 'small',
  cidr: '10.20.0.0/16',
  members: ['ana.souza'],
  addons: ['ingress-nginx'],
  requestedBy: 'user:default/ana.souza',
};

/** An object, and where it is written. */
export interface Manifest {
  path: string;
  object: KubeObject;
}

/** A platform repository as on GitHub, with one claim. */
export async function renderSampleFiles(): Promise<RenderedFiles> {
  return {
    ...(await renderPlatformRepository(values)),
    ...(await renderClaim(claim)),
  };
}

/** Every object in the files that are applied; value files of charts are none. */
export function manifestsOf(rendered: RenderedFiles): Manifest[] {
  return Object.entries(rendered)
    .filter(
      ([path]) =>
        path.endsWith('.yaml') && !/^(environments|clusters)\//.test(path),
    )
    .flatMap(([path, text]) =>
      parseAllDocuments(text).map(document => {
        if (document.errors.length > 0) {
          throw new Error(`${path}: ${document.errors[0].message}`);
        }
        return { path, object: document.toJS() as KubeObject };
      }),
    );
}

/** What the workflows' steps send in whole, with each parameter given a plausible value. */
export function appliedByWorkflows(manifests: Manifest[]): Manifest[] {
  return manifests
    .filter(({ object }) => object.kind === 'WorkflowTemplate')
    .flatMap(({ object: template }) =>
      template.spec.templates
        .filter((step: any) => step.resource?.action === 'apply')
        .map((step: any) => ({
          path: `WorkflowTemplate ${template.metadata.name}/${step.name}`,
          object: parseAllDocuments(
            withParameters(step.resource.manifest),
          )[0].toJS(),
        })),
    );
}

function withParameters(text: string): string {
  const parameters: Record<string, string> = {
    members: '["ana.souza"]',
    server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com',
    'account-id': '222222222222',
  };
  return text.replace(
    /\{\{([^}]+)\}\}/g,
    (_, name: string) => parameters[name.split('.').at(-1)!] ?? 'some-value',
  );
}
