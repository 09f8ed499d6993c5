/**
 * What went wrong with a request to a hub:
 * - `misconfigured`: the configuration does not lead to a hub
 * - `unreachable`: no connection, or it broke; `silent`: no answer, or none any more
 * - `unauthorized` 401 · `forbidden` 403 · `absent` 404 · `expired` 410 · `throttled` 429 · `unsupported` 400, 405, 406, 422, 501
 * - `failing`: any other status, or an answer that is not what it should be
 */
export type HubErrorType =
  | 'misconfigured'
  | 'unreachable'
  | 'silent'
  | 'unauthorized'
  | 'forbidden'
  | 'absent'
  | 'expired'
  | 'throttled'
  | 'unsupported'
  | 'failing';

/** A failed request. The message is one sentence for the platform team: no address, no token, nothing that the hub wrote. */
export class HubError extends Error {
  readonly name = 'HubError';
  readonly type: HubErrorType;
  /** Milliseconds that the hub asked to wait. */
  readonly retryAfter?: number;

  constructor(
    type: HubErrorType,
    message: string,
    options: { retryAfter?: number } = {},
  ) {
    super(message);
    this.type = type;
    this.retryAfter = options.retryAfter;
  }
}

/** Whether it is about the hub as a whole, so that every other request would fail too. */
export function isHubWide(error: unknown): boolean {
  return (
    error instanceof HubError &&
    ['misconfigured', 'unreachable', 'silent', 'unauthorized'].includes(
      error.type,
    )
  );
}
