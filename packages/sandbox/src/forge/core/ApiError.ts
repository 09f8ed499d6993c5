/** One of the reasons of a 422, as GitHub writes them; some of its endpoints give plain sentences. */
export type FieldError =
  | string
  | {
      resource: string;
      field?: string;
      code: string;
      message?: string;
      value?: unknown;
    };

const DOCUMENTATION = 'https://docs.github.com/rest';

/** A refusal in GitHub's own shape: status, message, `errors[]` and a link to the documentation. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors?: FieldError[];
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    errors?: FieldError[],
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  toBody(): Record<string, unknown> {
    return {
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      documentation_url: DOCUMENTATION,
      status: String(this.status),
    };
  }

  /** A sentence for a page: the reasons when there are some. */
  toSentence(): string {
    const reasons = (this.errors ?? []).map(error =>
      typeof error === 'string'
        ? error
        : error.message ?? `${error.field} is ${error.code}`,
    );
    return reasons.length > 0 ? reasons.join('. ') : this.message;
  }
}

export function notFound(): ApiError {
  return new ApiError(404, 'Not Found');
}

export function forbidden(
  message = 'Must have admin rights to Repository.',
): ApiError {
  return new ApiError(403, message);
}

export function invalid(...errors: FieldError[]): ApiError {
  return new ApiError(422, 'Validation Failed', errors);
}

export function unprocessable(message: string): ApiError {
  return new ApiError(422, message);
}

/** A field that must be there and is not. */
export function missingField(resource: string, field: string): ApiError {
  return invalid({ resource, field, code: 'missing_field' });
}
