import { resolve } from 'node:path';
import { RenderedFiles, renderSkeleton } from './renderSkeleton';
import { templatesDir } from './templatesDir';

/**
 * The first content of a team's deploy repository, as the template `onboard-tenant` gives it: what the handover's bootstrap
 * Application brings to each of the team's clusters.
 */
export function renderDeployRepository(values: {
  tenant: string;
  organisation: string;
  platformTeam: string;
}): Promise<RenderedFiles> {
  return renderSkeleton(
    resolve(templatesDir, 'onboard-tenant/skeleton/deploy'),
    { ...values },
  );
}

/** The first content of the repository of shared workflows, as the template `onboard-tenant` gives it. */
export function renderSharedWorkflows(values: {
  sharedWorkflows: string;
  organisation: string;
  platformTeam: string;
}): Promise<RenderedFiles> {
  return renderSkeleton(
    resolve(templatesDir, 'onboard-tenant/skeleton/workflows'),
    { ...values },
    { copied: path => path.startsWith('.github/workflows/') },
  );
}
