import { StatusError } from '../store';

/** The form in which a client wants its answer. */
export type Representation = 'object' | 'table' | 'metadata' | 'metadata-list';

/**
 * Reads `Accept` as the API server does: the first form that is offered wins.
 *
 * @throws StatusError 406 when none is
 */
export function negotiate(accept: string | undefined): Representation {
  if (!accept) {
    return 'object';
  }
  for (const choice of accept.split(',')) {
    const [type, ...parameters] = choice.split(';').map(part => part.trim());
    const as = parameters.find(part => part.startsWith('as='))?.slice(3);
    const json = [
      'application/json',
      'application/*',
      '*/*',
      'application/yaml',
    ].includes(type);
    if (json && !as) {
      return 'object';
    }
    if (json && as === 'Table') {
      return 'table';
    }
    if (json && as === 'PartialObjectMetadata') {
      return 'metadata';
    }
    if (json && as === 'PartialObjectMetadataList') {
      return 'metadata-list';
    }
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
  );
}
