import express, { Router } from 'express';
import { graphql, GraphQLError } from 'graphql';
import { ApiError } from '../core/ApiError';
import { ForgeCore } from '../core/ForgeCore';
import { requireOwnHost } from '../requireOwnHost';
import { ApiContext, Reply } from './ApiContext';
import { answer, createErrorHandler } from './createApiRouter';
import { graphqlRoot } from './graphqlRoot';
import { graphqlSchema } from './graphqlSchema';

const MAX_QUERY = 20_000;

/** GitHub's GraphQL endpoint, to be mounted at `/api/graphql`. */
export function createGraphqlRouter(core: ForgeCore): Router {
  const router = Router();
  router.use(requireOwnHost(core));
  router.use(express.json({ limit: '48mb' }));
  router.post('/', (request, response, next) => {
    answer(core, execute, request, response).catch(next);
  });
  router.use(createErrorHandler(core));
  return router;
}

async function execute(context: ApiContext): Promise<Reply> {
  if (!context.actor) {
    throw new ApiError(401, 'This endpoint requires you to be authenticated.');
  }
  const { query, variables, operationName } = context.body;
  if (typeof query !== 'string' || query.length > MAX_QUERY) {
    throw new ApiError(
      400,
      'A query attribute must be specified and must be a string.',
    );
  }
  const result = await graphql({
    schema: graphqlSchema,
    source: query,
    rootValue: graphqlRoot,
    contextValue: { core: context.core, actor: context.actor },
    variableValues: variables as Record<string, unknown> | undefined,
    operationName:
      typeof operationName === 'string' ? operationName : undefined,
  });
  return {
    body: {
      data: result.data,
      ...(result.errors && {
        errors: result.errors.map(error => presentError(context.core, error)),
      }),
    },
  };
}

/** What GitHub says in place of «Validation Failed» where it has words of its own. */
function customMessage(error: unknown): string | undefined {
  const [first] = error instanceof ApiError ? error.errors ?? [] : [];
  return typeof first === 'object' && first.code === 'custom'
    ? first.message
    : undefined;
}

function presentError(core: ForgeCore, error: GraphQLError) {
  const { originalError } = error;
  const refused = originalError instanceof ApiError;
  if (originalError && !refused && !(originalError instanceof GraphQLError)) {
    core.reportError(originalError);
  }
  return {
    type:
      refused && originalError.status === 404 ? 'NOT_FOUND' : 'UNPROCESSABLE',
    message:
      originalError && !refused
        ? 'Something went wrong'
        : customMessage(originalError) ?? error.message,
    path: error.path,
    locations: error.locations,
  };
}
