import type { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

type Input = NonNullable<NonNullable<TemplateActionOptions['schema']>['input']>;
/** What the scaffolder gives an action to describe its inputs with. */
type Zod = Parameters<Input[string]>[0];

const bypassInput = (z: Zod) =>
  z
    .object({
      team: z.string().optional(),
      role: z.enum(['maintain', 'write', 'admin']).optional(),
      organizationAdmins: z.boolean().optional(),
      mode: z.enum(['always', 'pull_request']).optional(),
    })
    .strict()
    .refine(
      ({ team, role, organizationAdmins }) =>
        [team, role, organizationAdmins].filter(Boolean).length === 1,
      { message: 'must name one of team, role and organizationAdmins' },
    );

/** The input that describes a ruleset. */
export const rulesetInput = (z: Zod) =>
  z
    .object({
      name: z.string().min(1).max(100),
      enforcement: z.enum(['active', 'evaluate', 'disabled']).optional(),
      branches: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('The default branch by default; names, patterns, or ~ALL'),
      requiredApprovals: z.number().int().min(0).max(10).optional(),
      requireCodeOwners: z.boolean().optional(),
      dismissStaleReviews: z.boolean().optional(),
      requireLastPushApproval: z.boolean().optional(),
      requireResolvedThreads: z.boolean().optional(),
      requiredChecks: z.array(z.string()).optional(),
      allowDeletion: z.boolean().optional(),
      allowForcePush: z.boolean().optional(),
      bypass: z
        .array(bypassInput(z))
        .optional()
        .describe('Who may go round it; only read when the ruleset is new'),
    })
    .strict();
