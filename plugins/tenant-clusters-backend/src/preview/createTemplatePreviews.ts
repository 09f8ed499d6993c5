import type {
  AuditorService,
  AuthService,
  DiscoveryService,
  PermissionsService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { DefaultTemplatePreviews } from './DefaultTemplatePreviews';
import { ScaffolderDryRuns } from './ScaffolderDryRuns';
import { TemplateFolder } from './TemplateFolder';
import type { TemplatePreviews } from './types';

const TIMEOUT_MS = 30_000;

/** The previews of a backend; a test cannot wait for a timeout. */
export function createTemplatePreviews(options: {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  discovery: DiscoveryService;
  permissions: PermissionsService;
  urlReader: UrlReaderService;
  timeoutMs?: number;
}): TemplatePreviews {
  const { config, urlReader, timeoutMs = TIMEOUT_MS } = options;
  return new DefaultTemplatePreviews({
    ...options,
    timeoutMs,
    dryRuns: new ScaffolderDryRuns(options),
    folder: new TemplateFolder({
      reader: urlReader,
      // Read anew: the configuration may have been reloaded.
      integrations: () => ScmIntegrations.fromConfig(config),
    }),
  });
}
