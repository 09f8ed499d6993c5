import { HubError, HubErrorType } from './HubError';

/** Sentences for error codes of Node's sockets and of undici. */
const CONNECTION_ERRORS: Record<string, string> = {
  ECONNREFUSED: 'The hub refuses connections.',
  ECONNRESET: 'The hub broke the connection.',
  EPIPE: 'The hub broke the connection.',
  UND_ERR_SOCKET: 'The hub broke the connection.',
  ENOTFOUND: "The hub's host name is not known.",
  EAI_AGAIN: "The hub's host name could not be looked up.",
  EHOSTUNREACH: 'There is no route to the hub.',
  ENETUNREACH: 'There is no route to the hub.',
  CERT_HAS_EXPIRED: "The hub's certificate has expired.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The hub's certificate is for another host name.",
};

const SILENT_CODES = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_|CERT_|ISSUER/;
const TLS = /^(ERR_SSL|ERR_TLS|EPROTO)/;

function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) {
    return undefined;
  }
  const { code, cause, errors } = error as {
    code?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  const inner =
    codeOf(cause, depth + 1) ??
    (Array.isArray(errors) ? codeOf(errors[0], depth + 1) : undefined);
  return inner ?? (typeof code === 'string' ? code : undefined);
}

/** Puts a failure of the connection into words, without the address that Node's messages quote. */
export function toHubError(error: unknown): HubError {
  if (error instanceof HubError) {
    return error;
  }
  const code = codeOf(error) ?? '';
  if (SILENT_CODES.has(code)) {
    return new HubError('silent', 'The hub does not answer.');
  }
  const sentence =
    CONNECTION_ERRORS[code] ??
    (UNTRUSTED.test(code)
      ? "The hub's certificate is not signed by the configured authority."
      : undefined) ??
    (TLS.test(code) ? 'The hub does not speak TLS as expected.' : undefined);
  return new HubError('unreachable', sentence ?? 'The connection broke.');
}

const STATUS_TYPES: Record<number, HubErrorType> = {
  400: 'unsupported',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'absent',
  405: 'unsupported',
  406: 'unsupported',
  410: 'expired',
  422: 'unsupported',
  429: 'throttled',
  501: 'unsupported',
};

const STATUS_SENTENCES: Record<number, string> = {
  401: 'The hub rejects the credentials.',
  403: "The role of the portal's account does not allow it.",
  404: 'The hub does not serve it.',
  410: 'The version to continue from has expired.',
  429: 'The hub asks for fewer requests.',
};

/** The error of an HTTP status, or of the code in a `Status` object. */
export function statusError(code: number, retryAfter?: number): HubError {
  return new HubError(
    STATUS_TYPES[code] ?? 'failing',
    STATUS_SENTENCES[code] ?? `The hub answers with status ${code}.`,
    { retryAfter },
  );
}

/** Milliseconds of a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3). */
export function parseRetryAfter(
  header: string | string[] | undefined,
  now: number,
): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) {
    return undefined;
  }
  const milliseconds = /^\d+$/.test(text.trim())
    ? Number(text) * 1_000
    : Date.parse(text) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
