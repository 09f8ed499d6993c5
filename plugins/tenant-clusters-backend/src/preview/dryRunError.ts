import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { PreviewFailedError } from './PreviewFailedError';

/** How long a quoted message may get, in characters. */
const MAX_MESSAGE = 4_000;

/** What the scaffolder's validator says (jsonschema, `ValidationError`). */
interface FieldError {
  property?: string;
  message?: string;
  /** The keyword of the schema, and what it was given. */
  name?: string;
  argument?: unknown;
}

interface Refusal {
  /** The values do not match the form's schema: `jsonschema`'s errors, as JSON. */
  errors?: FieldError[];
  error?: { name?: string; message?: string };
}

function parse(text: string): Refusal {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** `instance.size` is `size` to a person. */
const field = (property = '') => property.replace(/^instance\.?/, '');

function sentenceOf({ property, message, name, argument }: FieldError): string {
  const path = field(property);
  if (name === 'required' && typeof argument === 'string') {
    const missing = path ? `${path}.${argument}` : argument;
    return `${missing} is still to be filled in`;
  }
  return `${path} ${message ?? 'is not valid'}`.trim();
}

const shortened = (text: string) =>
  text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)} …` : text;

/** The error that a caller gets for a dry run that the scaffolder refused or could not finish. */
export function dryRunError(status: number, text: string): Error {
  const { errors, error } = parse(text);
  if (errors?.length) {
    return new InputError(shortened(errors.map(sentenceOf).join('\n')));
  }
  if (!error?.name) {
    return new ServiceUnavailableError(
      status === 404
        ? 'This portal has no scaffolder that could preview'
        : `The scaffolder answered the preview with ${status}`,
    );
  }
  const message = shortened(error.message ?? error.name);
  switch (error.name) {
    case 'InputError':
      return new InputError(message);
    case 'NotAllowedError':
      return new NotAllowedError(
        message === 'NotAllowedError' || !message
          ? 'You may not dry-run templates in this portal'
          : message,
      );
    case 'AuthenticationError':
      return new AuthenticationError(message);
    case 'NotFoundError':
      return new NotFoundError(message);
    case 'ConflictError':
      return new ConflictError(message);
    case 'PayloadTooLargeError':
      return new InputError(
        'The template and its values are too large to preview',
      );
    case 'ServiceUnavailableError':
      return new ServiceUnavailableError(message);
    default:
      return new PreviewFailedError(message);
  }
}
