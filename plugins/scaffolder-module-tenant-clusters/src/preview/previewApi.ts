import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  type Preview,
  type PreviewRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/**
 * Asks what a template would propose.
 *
 * @param signal - ends the question, at the backend too
 */
export async function fetchPreview(
  apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  request: PreviewRequest,
  signal: AbortSignal,
): Promise<Preview> {
  // The generated client takes no signal.
  const client = new DefaultApiClient({
    discoveryApi: apis.discoveryApi,
    fetchApi: {
      fetch: (input, init) => apis.fetchApi.fetch(input, { ...init, signal }),
    },
  });
  const response = await client.previewTemplate({ body: request });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.json();
}
