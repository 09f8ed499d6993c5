import { resolve } from 'node:path';
import { RenderedFiles, renderSkeleton } from './renderSkeleton';
import { templatesDir } from './templatesDir';

/** A tenant of a hub: the name of its group, and the twelve digits of its cloud account. */
export interface TenantValues {
  tenant: string;
  accountId: string;
}

/** What the template `bootstrap-hub` asks for. */
export interface HubValues {
  hubName: string;
  hubTitle: string;
  region: string;
  /** The cloud account the hub itself runs in. */
  accountId: string;
  /** The owner of the repositories: an organisation's login. */
  organisation: string;
  /** The organisation's address on its Git host, without a slash at the end. */
  organisationUrl: string;
  /** The platform repository's clone URL. */
  repoUrl: string;
  tenants: TenantValues[];
}

/** What the template `request-tenant-cluster` asks for. */
export interface ClaimValues {
  name: string;
  tenant: string;
  environment: string;
  region: string;
  kubernetesVersion: string;
  size: string;
  cidr: string;
  members: string[];
  addons: string[];
  /** Entity reference of the person who asks. */
  requestedBy: string;
}

/** The first content of a hub's platform repository: what the template `bootstrap-hub` gives. */
export async function renderPlatformRepository(
  values: HubValues,
): Promise<RenderedFiles> {
  const files = await renderSkeleton(
    resolve(templatesDir, 'bootstrap-hub/skeleton'),
    { ...values, tenants: values.tenants.map(tenant => ({ ...tenant })) },
  );
  for (const tenant of values.tenants) {
    Object.assign(
      files,
      await renderSkeleton(
        resolve(templatesDir, 'bootstrap-hub/skeleton-tenant'),
        { ...tenant, hubName: values.hubName, repoUrl: values.repoUrl },
      ),
    );
  }
  return files;
}

/** The one file that a request for a cluster adds: what the template `request-tenant-cluster` gives. */
export function renderClaim(values: ClaimValues): Promise<RenderedFiles> {
  return renderSkeleton(
    resolve(templatesDir, 'request-tenant-cluster/skeleton'),
    {
      ...values,
    },
  );
}
