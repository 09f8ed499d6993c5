/** What went wrong with a request to a hub's API, to its Argo CD or its Argo Server. */
export type RemoteErrorType =
  /** The configuration leads to no server, or its credentials cannot be had. */
  | 'misconfigured'
  /** No connection, or no answer in time. */
  | 'unreachable'
  /** It answered with a status that is no success. */
  | 'refused';

/** A failed request. `quote` is what the server wrote, made fit to be shown: no credential, no address of ours. */
export class RemoteError extends Error {
  readonly name = 'RemoteError';
  readonly type: RemoteErrorType;
  /** HTTP status of a refusal. */
  readonly status?: number;
  readonly quote?: string;

  constructor(
    type: RemoteErrorType,
    message: string,
    options: { status?: number; quote?: string } = {},
  ) {
    super(message);
    this.type = type;
    this.status = options.status;
    this.quote = options.quote;
  }
}
