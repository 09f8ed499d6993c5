import { dirname, resolve } from 'node:path';

/** The repository's templates, beside `packages/`. */
export const templatesDir = resolve(
  dirname(require.resolve('sandbox/package.json')),
  '../../templates',
);
