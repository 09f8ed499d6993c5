import type {
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { FleetReader } from '../fleet/types';
import type { LeadTimeReader } from '../history/LeadTimeReader';
import type { HistoryReader } from '../history/types';
import type { ShownHubs } from '../journey';
import type { Operations } from '../operations';
import type { ViewerFactory } from '../permissions';
import type { ClaimFiles } from '../requests/files';
import type { TemplatePreviews } from '../preview';
import type { RequestReader } from '../requests/types';
import type { ApiSettings } from './ApiSettings';
import type { ClusterViews } from './ClusterViews';
import type { HubReaders } from './schemas/SchemaReader';
import type { ChangeFeed } from './stream/ChangeFeed';
import type { TenantDirectory } from './tenants/TenantDirectory';

/** Everything that the doors read from. */
export interface ApiContext {
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  viewers: ViewerFactory;
  logger: LoggerService;
  catalog: CatalogService;
  clusters: ClusterViews;
  fleet: FleetReader;
  /** How hubs are heard, for every answer: the fleet calls one live whose clusters are not known yet. */
  hubs: ShownHubs;
  requests: RequestReader;
  /** What platform repositories hold now, for forms that change it. */
  claimFiles: ClaimFiles;
  history: HistoryReader & LeadTimeReader;
  hubReaders: HubReaders;
  tenants: TenantDirectory;
  feed: ChangeFeed;
  settings: ApiSettings;
  /** Without it there is no door that previews. */
  previews?: TemplatePreviews;
  /** Without it there are no doors that ask a hub. */
  operations?: Operations;
}
