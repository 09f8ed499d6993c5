import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Request, Response } from 'express';
import type { TemplatePreviews } from '../../preview';
import type { ApiRouter } from '../ApiRouter';

/** `POST /preview`: what a template would propose. It ends with its reader. */
export function addPreviewRoute(
  router: ApiRouter,
  { httpAuth }: { httpAuth: HttpAuthService },
  previews: TemplatePreviews,
): void {
  router.post('/preview', async (request, response) => {
    // The typed router's are express's with narrower types.
    const plain = request as unknown as Request;
    const answer = response as unknown as Response;
    const left = new AbortController();
    answer.on('close', () =>
      left.abort(new ConflictError('Nobody waits for this preview any more')),
    );
    const preview = await previews.preview(
      {
        credentials: await httpAuth.credentials(plain),
        request: plain,
        signal: left.signal,
      },
      request.body,
    );
    response.setHeader('Cache-Control', 'no-store');
    response.json(preview);
  });
}
