import { CustomErrorBase } from '@backstage/errors';

/** A step of the template failed for a reason that is not the form's: what it said. Answered with 422. */
export class PreviewFailedError extends CustomErrorBase {
  readonly name = 'PreviewFailedError' as const;
  readonly statusCode = 422;
}
