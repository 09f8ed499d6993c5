import type { Router } from 'express';
import { addHealthRoute } from '../observability';
import { createOpenApiRouter } from '../schema/openapi';
import type { ApiContext } from './ApiContext';
import type { DoorContext } from './DoorContext';
import { FleetModel } from './model/FleetModel';
import { addAddonRoutes } from './routes/addAddonRoutes';
import { addApplicationRoutes } from './routes/addApplicationRoutes';
import { addAvailabilityRoutes } from './routes/addAvailabilityRoutes';
import { addClusterListRoute } from './routes/addClusterListRoute';
import { addClusterRoutes } from './routes/addClusterRoutes';
import { addHubRoutes } from './routes/addHubRoutes';
import { addObjectRoutes } from './routes/addObjectRoutes';
import { addOperationRoutes } from './routes/addOperationRoutes';
import { addLeadTimeRoute } from './routes/addLeadTimeRoute';
import { addProposalRoutes } from './routes/addProposalRoutes';
import { addPreviewRoute } from './routes/addPreviewRoute';
import { addRequestOptionsRoute } from './routes/addRequestOptionsRoute';
import { addRequestRoutes } from './routes/addRequestRoutes';
import { addSchemaRoutes } from './routes/addSchemaRoutes';
import { addWorkflowRoutes } from './routes/addWorkflowRoutes';
import {
  createStreamHandler,
  StreamLimits,
  StreamMessages,
  type StreamTimes,
} from './stream';

const STREAM_LIMITS = { total: 500, perReader: 20 };

/** The plugin's HTTP doors: every operation of the OpenAPI document, and the stream, which is no single answer. */
export async function createRouter(
  context: ApiContext,
  options?: {
    /** Ends the streams. */
    signal?: AbortSignal;
    streamLimits?: { total: number; perReader: number };
    streamTimes?: Partial<StreamTimes>;
  },
): Promise<Router> {
  const router = await createOpenApiRouter();
  const doors: DoorContext = {
    ...context,
    model: new FleetModel({ ...context, owners: context.tenants }),
  };
  addHubRoutes(router, context);
  addHealthRoute(router, context);
  addClusterListRoute(router, doors);
  addClusterRoutes(router, doors);
  addApplicationRoutes(router, doors);
  addWorkflowRoutes(router, doors);
  addAddonRoutes(router, doors);
  addLeadTimeRoute(router, context);
  addSchemaRoutes(router, context);
  addRequestRoutes(router, context);
  addProposalRoutes(router, context);
  addAvailabilityRoutes(router, context);
  addRequestOptionsRoute(router, context);
  if (context.previews) {
    addPreviewRoute(router, context, context.previews);
  }
  if (context.operations) {
    addOperationRoutes(router, context, context.operations);
    addObjectRoutes(router, context, context.operations);
  }

  const { httpAuth, viewers, feed, clusters, fleet, hubs, tenants, logger } =
    context;
  const untyped: Router = router;
  untyped.get(
    '/stream',
    createStreamHandler({
      httpAuth,
      viewers,
      feed,
      messages: new StreamMessages({
        clusters,
        model: doors.model,
        fleet,
        hubs,
        owners: tenants,
      }),
      limits: new StreamLimits(options?.streamLimits ?? STREAM_LIMITS),
      logger,
      times: options?.streamTimes,
      signal: options?.signal,
    }),
  );
  return router;
}
