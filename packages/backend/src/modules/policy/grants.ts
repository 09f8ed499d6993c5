import type { Persona } from './personas';

/**
 * What a persona may do: everything, nothing, what concerns their own tenants (or is their own), or everything but other
 * tenants' clusters.
 */
export type Grant = 'yes' | 'no' | 'own' | 'own clusters';

type Grants = Record<Persona, Grant>;

const forAll: Grants = {
  'product-engineer': 'yes',
  'platform-engineer': 'yes',
  auditor: 'yes',
};
const ownerOrReader: Grants = { ...forAll, 'product-engineer': 'own' };
const requesters: Grants = { ...forAll, auditor: 'no' };
const owners: Grants = { ...ownerOrReader, auditor: 'no' };
const platformOnly: Grants = {
  'product-engineer': 'no',
  'platform-engineer': 'yes',
  auditor: 'no',
};

/** What each persona may do, by permission. The table in docs/permissions.md says the same, and a test holds it to that. */
export const GRANTS: Record<string, Grants> = {
  'tenant-clusters.view': forAll,
  'tenant-clusters.cluster.request': requesters,
  'tenant-clusters.cluster.read': ownerOrReader,
  'tenant-clusters.cluster.change': owners,
  'tenant-clusters.cluster.remove': platformOnly,
  'tenant-clusters.workflow.operate': platformOnly,
  'tenant-clusters.application.read': ownerOrReader,
  'tenant-clusters.application.sync': platformOnly,
  'tenant-clusters.hub.read': platformOnly,
  'catalog.entity.read': { ...forAll, 'product-engineer': 'own clusters' },
  'catalog.entity.refresh': requesters,
  'scaffolder.template.parameter.read': forAll,
  'scaffolder.template.step.read': forAll,
  // A preview is the template's dry run, in the person's name.
  'scaffolder.template.dry-run': requesters,
  'scaffolder.action.execute': requesters,
  'scaffolder.task.create': requesters,
  'scaffolder.task.read': ownerOrReader,
  'scaffolder.task.cancel': owners,
};

/** Any other permission: reading is free, everything else is the platform team's. */
export const OTHER_READS: Grants = forAll;
export const OTHER_ACTIONS: Grants = platformOnly;
