/** One field's error inside a `Status`, as `metav1.StatusCause`. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** `metav1.StatusDetails`. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The `Status` object that a Kubernetes API server answers with (apimachinery `metav1.Status`). */
export interface KubeStatus {
  kind: 'Status';
  apiVersion: 'v1';
  /** `metav1.ListMeta`; only a refused page of a list has something in it. */
  metadata: { continue?: string };
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

/** What a message names: a resource by plural and group, and perhaps one object of it. */
export interface StatusSubject {
  plural: string;
  group: string;
  kind?: string;
  name?: string;
}

/** A refusal with the code, the reason and the message of a real API server. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details?: StatusDetails;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
  ) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): KubeStatus {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

/** `tenantclusters.platform.spokeport.dev`, or `secrets` in the core group. */
export function qualifiedResource(subject: {
  plural: string;
  group: string;
}): string {
  return subject.group ? `${subject.plural}.${subject.group}` : subject.plural;
}

function detailsOf(subject: StatusSubject): StatusDetails {
  return {
    ...(subject.name ? { name: subject.name } : {}),
    ...(subject.group ? { group: subject.group } : {}),
    kind: subject.plural,
  };
}

/** The messages are those of apimachinery's `pkg/api/errors`. */
export const statusErrors = {
  notFound: (subject: StatusSubject) =>
    new StatusError(
      404,
      'NotFound',
      `${qualifiedResource(subject)} "${subject.name}" not found`,
      detailsOf(subject),
    ),
  noSuchResource: () =>
    new StatusError(
      404,
      'NotFound',
      'the server could not find the requested resource',
      {},
    ),
  alreadyExists: (subject: StatusSubject) =>
    new StatusError(
      409,
      'AlreadyExists',
      `${qualifiedResource(subject)} "${subject.name}" already exists`,
      detailsOf(subject),
    ),
  conflict: (
    subject: StatusSubject,
    why = 'the object has been modified; please apply your changes to the latest version and try again',
  ) =>
    new StatusError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${qualifiedResource(subject)} "${
        subject.name
      }": ${why}`,
      detailsOf(subject),
    ),
  badRequest: (message: string) => new StatusError(400, 'BadRequest', message),
  forbidden: (subject: StatusSubject, why: string, causes?: StatusCause[]) =>
    new StatusError(
      403,
      'Forbidden',
      `${qualifiedResource(subject)}${
        subject.name ? ` "${subject.name}"` : ''
      } is forbidden: ${why}`,
      { ...detailsOf(subject), ...(causes ? { causes } : {}) },
    ),
  expired: (message: string) => new StatusError(410, 'Expired', message),
  invalid: (
    subject: { kind: string; group: string; name?: string },
    causes: StatusCause[],
  ) => {
    const lines = causes.map(cause => `${cause.field}: ${cause.message}`);
    return new StatusError(
      422,
      'Invalid',
      `${subject.kind}${subject.group ? `.${subject.group}` : ''} "${
        subject.name ?? ''
      }" is invalid: ${
        lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`
      }`,
      {
        ...(subject.name ? { name: subject.name } : {}),
        ...(subject.group ? { group: subject.group } : {}),
        kind: subject.kind,
        causes,
      },
    );
  },
};
