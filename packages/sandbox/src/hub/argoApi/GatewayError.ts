/** A refusal as the gRPC gateways of Argo CD and Argo Server write it. */
export class GatewayError extends Error {
  /** HTTP status. */
  readonly status: number;
  /** Of gRPC. */
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const gatewayErrors = {
  /** FailedPrecondition, which the gateways answer with 400. */
  precondition: (message: string) => new GatewayError(400, 9, message),
  invalid: (message: string) => new GatewayError(400, 3, message),
  notFound: (message: string) => new GatewayError(404, 5, message),
  unauthenticated: (message: string) => new GatewayError(401, 16, message),
  notImplemented: () => new GatewayError(501, 12, 'Not Implemented'),
};
