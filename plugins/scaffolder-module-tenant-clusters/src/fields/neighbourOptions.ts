import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

type Zod = Parameters<Parameters<typeof makeFieldSchema>[0]['output']>[0];

/** Describes the options that say where a form has its hub and tenant. */
export const tenantNeighbours = (z: Zod) => ({
  hub: z
    .string()
    .optional()
    .describe('The hub, where the form has no field for it'),
  hubField: z.string().optional().describe('Name of the field with the hub'),
  tenantField: z
    .string()
    .optional()
    .describe('Name of the field with the tenant'),
});

/** Describes the options that say where a form has its hub, tenant and cluster's name. */
export const clusterNeighbours = (z: Zod) => ({
  ...tenantNeighbours(z),
  nameField: z
    .string()
    .optional()
    .describe("Name of the field with the cluster's name"),
});
