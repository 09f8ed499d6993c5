import type {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { ChangeFeed, createRouter, TenantDirectory } from './api';
import {
  createPlatformRequests,
  manifestFields,
} from './createPlatformRequests';
import type { Extensions } from './createExtensions';
import { DefaultFleet } from './fleet';
import { createHistory, createSettledHubs } from './history';
import { createJourneyEngine, JudgedHubs } from './journey';
import { HubClients } from './operations/connection/HubClients';
import { applicationScopes, createOperations } from './operations';
import { createObservability } from './observability';
import { registerPermissions, ViewerFactory } from './permissions';
import { createTemplatePreviews } from './preview';
import type { PluginTimings } from './PluginTimings';
import { publishClusterChanges } from './publishClusterChanges';
import { readPluginSettings } from './readPluginSettings';
import { GithubClaimFiles } from './requests/files';
import { followConfiguredHubs, startHubs } from './startHubs';

/** What the plugin uses of the backend. */
export interface TenantClustersServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: MetricsService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}

/** Wires configuration → hubs and requests → fleet → journeys → history → doors. A hub that is wrong stops nothing. */
export async function startTenantClusters(
  services: TenantClustersServices,
  extensions: Extensions,
  timings: PluginTimings = {},
): Promise<void> {
  const { auth, catalog, config, events, httpRouter, lifecycle, logger } =
    services;
  const stop = new AbortController();
  const readSettings = () => readPluginSettings(config, extensions);
  const settings = readSettings();

  const fleet = new DefaultFleet({
    onListenerError: error =>
      logger.error('A change of the fleet was not taken in', error as Error),
  });
  const judgedHubs = new JudgedHubs(fleet);
  const hubs = followConfiguredHubs({
    config,
    readSettings,
    logger,
    signal: stop.signal,
  });
  const requests = createPlatformRequests({
    hubs,
    // Read anew at each connecting: the configuration may have been reloaded with a mended token.
    integrations: () => ScmIntegrations.fromConfig(config),
    fleet,
    events,
    logger,
    pollInterval: timings.requests,
  });
  const observability = createObservability({
    metrics: services.metrics,
    fleet,
    hubs: judgedHubs,
    requests,
  });
  const history = await createHistory({
    ...services,
    fleet,
    settled: createSettledHubs({ fleet, requests }),
    judged: hub => judgedHubs.isJudged(hub),
    retention: settings.retention,
    onWriteFailure: observability.historyFailed,
  });
  observability.observeHistory(history);
  const clients = new HubClients({ hubs });
  const argocdUrl = (hub: string, namespace: string) =>
    hubs.get(hub)?.argocd.find(argocd => argocd.namespace === namespace)?.url;
  const tenants = new TenantDirectory({ auth, catalog, logger });
  const clusters = createJourneyEngine({
    fleet,
    requests,
    clock: history.clock,
    trees: history.trees,
    settings: {
      ...settings,
      ownerOf: tenant => tenants.ownerOf(tenant),
      argocdUrl,
    },
    explainers: extensions.explainers,
    deciders: extensions.deciders,
    onJudged: hub => judgedHubs.judged(hub),
  });
  const feed = new ChangeFeed({
    clusters,
    hubs: judgedHubs,
    fleet,
    requests,
    logger,
  });
  const viewers = new ViewerFactory({
    permissions: services.permissions,
    registry: services.permissionsRegistry,
  });
  const sources = {
    fleet,
    clusters,
    ownerOf: (tenant: string) => tenants.ownerOf(tenant),
  };
  const operations = await createOperations({
    ...services,
    clients,
    fleet,
    viewers,
    sources,
  });
  const router = await createRouter(
    {
      ...services,
      viewers,
      operations,
      previews: createTemplatePreviews(services),
      clusters,
      fleet,
      hubs: judgedHubs,
      requests,
      claimFiles: new GithubClaimFiles({
        hubs,
        integrations: () => ScmIntegrations.fromConfig(config),
        fieldsOf: (hub, manifest) => manifestFields(hubs.get(hub), manifest),
        logger,
      }),
      history: await history.follow(clusters),
      tenants,
      feed,
      hubReaders: clients,
      settings: { ...settings, argocdUrl },
    },
    { signal: stop.signal },
  );
  registerPermissions({
    registry: services.permissionsRegistry,
    clusters,
    applicationScopes: address => applicationScopes(address, sources),
  });
  httpRouter.use(observability.doors);
  httpRouter.use(router);

  const stopFeed = feed.start();
  const stopPublishing = publishClusterChanges({ feed, events, logger });
  lifecycle.addStartupHook(async () => {
    startHubs({
      hubs,
      sources: extensions.hubSources,
      readSettings,
      fleet,
      logger,
      timings: timings.hubs,
      signal: stop.signal,
    });
    await requests.start(stop.signal);
  });
  lifecycle.addShutdownHook(async () => {
    stop.abort();
    stopPublishing();
    stopFeed();
    clusters.stop();
    observability.stop();
    await history.stop();
  });
}
