import type { Zod } from '../target/repositoryInput';

/**
 * The output `changes` of an action that proposes or writes files: how each of them changes.
 *
 * @param description - which changes they are
 */
export const changesOutput = (description: string) => (z: Zod) =>
  z
    .array(
      z.object({
        path: z.string(),
        change: z.enum(['added', 'changed', 'removed']),
        binary: z.boolean(),
        diff: z.string(),
      }),
    )
    .describe(description);
