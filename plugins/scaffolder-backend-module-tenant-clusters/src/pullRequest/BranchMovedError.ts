import { ConflictError } from '@backstage/errors';

/** Thrown when the branch moved between reading and writing; the caller reads again. */
export class BranchMovedError extends ConflictError {}
