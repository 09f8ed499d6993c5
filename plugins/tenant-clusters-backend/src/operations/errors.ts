import { CustomErrorBase } from '@backstage/errors';

/** Something is asked for that needs a connection which is not configured. Answered with 409. */
export class NotConnectedError extends CustomErrorBase {
  readonly name = 'NotConnectedError' as const;
  readonly statusCode = 409;
}

/** The hub, or its Argo CD or Argo Server, refuses; the message quotes it. Answered with its own status. */
export class HubRefusedError extends CustomErrorBase {
  readonly name = 'HubRefusedError' as const;
  readonly statusCode: number;

  constructor(message: string, statusCode: number) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** Somebody asks too often. Answered with 429. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
}
