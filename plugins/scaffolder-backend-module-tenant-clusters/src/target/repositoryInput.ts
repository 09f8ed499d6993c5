import type { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

type Input = NonNullable<NonNullable<TemplateActionOptions['schema']>['input']>;
/** What the scaffolder gives an action to describe its inputs with. */
export type Zod = Parameters<Input[string]>[0];

/**
 * The inputs `hub` and `repoUrl` of an action that works on a hub's platform repository or on any other.
 *
 * @param hub - what the action does with the hub's repository
 */
export const repositoryInput = (hub: string) => ({
  hub: (z: Zod) => z.string().optional().describe(hub),
  repoUrl: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        'Instead of a hub: any repository, as URL or as host?owner=…&repo=…',
      ),
});
