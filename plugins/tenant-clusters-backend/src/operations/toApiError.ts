import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { RemoteError } from './connection/RemoteError';
import { HubRefusedError } from './errors';

/** Statuses of a refusal that are passed on; a bad request is what was asked for, not how. */
const PASSED_ON: Record<number, number> = {
  400: 422,
  403: 403,
  409: 409,
  422: 422,
  429: 429,
};

/** The error that a caller gets for a request of ours that failed. What is no RemoteError stays what it is. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof RemoteError)) {
    return error;
  }
  const { status, message } = error;
  if (error.type !== 'refused' || status === undefined) {
    return new ServiceUnavailableError(message);
  }
  if (status === 404) {
    return new NotFoundError(message);
  }
  return status in PASSED_ON
    ? new HubRefusedError(message, PASSED_ON[status])
    : new ServiceUnavailableError(message);
}
