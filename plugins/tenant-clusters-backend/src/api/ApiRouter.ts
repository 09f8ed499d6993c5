import type { createOpenApiRouter } from '../schema/openapi';

/** The router that was generated from the OpenAPI document: paths, parameters and answers are typed. */
export type ApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;
