import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedClaim,
} from '../../projections/types';
import { applicationsOf } from '../correlate/registration';
import type { Registration } from '../correlate/registration';
import type { WorkflowRuns } from '../correlate/workflowRuns';
import { workflowTasks } from '../stages/workflowSteps';
import { cleanText } from '../text';
import type { JourneySettings } from '../types';
import { addonOf, labelledAddons } from './addonOf';
import { rememberedApplication } from './rememberedApplication';
import { applicationRole } from './toApplication';

/** Task of the handover that makes the tenant's first Application. */
const BOOTSTRAP_TASK = 'bootstrap-product-team-repo';

/** An application of a cluster: one that is there, one that is expected, or both. */
export interface ExpectedApplication {
  application: Application;
  object?: ProjectedApplication;
}

/** Add-ons that a cluster is to have: as its claim says, else as the labels of its cluster secret select them. */
function expectedAddons(
  claim: ProjectedClaim | undefined,
  registration: Registration | undefined,
): string[] {
  if (claim && claim.fields.addons.length > 0) {
    return [...new Set(claim.fields.addons)];
  }
  return labelledAddons(registration?.secret).sort();
}

/** The bootstrap application is expected where the handover is known to make one: it stamps the registration, or has the task. */
function expectsBootstrap(
  registration: Registration | undefined,
  runs: WorkflowRuns,
): boolean {
  const [run] = runs.handover;
  return (
    registration?.stamped === true ||
    (run !== undefined &&
      workflowTasks(run).some(
        ({ displayName }) => displayName === BOOTSTRAP_TASK,
      ))
  );
}

/** The applications of a cluster, by its registration's destination; expected ones that do not exist are listed too. */
export function expectedApplications(options: {
  fleet: FleetReader;
  settings: JourneySettings;
  hub: string;
  name: string;
  tenant?: string;
  claim?: ProjectedClaim;
  registrations: Registration[];
  runs: WorkflowRuns;
}): ExpectedApplication[] {
  const { fleet, settings, hub, name, tenant, claim, registrations, runs } =
    options;
  const [registration] = registrations;
  const objects = applicationsOf(fleet, hub, registrations);
  const addons = expectedAddons(claim, registration);
  const isExpected = (object: ProjectedApplication, addon?: string) =>
    applicationRole(object, tenant, addon) === 'bootstrap' ||
    (addon !== undefined && addons.includes(addon));
  const present = objects.map(object => {
    const addon = addonOf(fleet, object);
    return {
      object,
      application: rememberedApplication({
        application: object,
        settings,
        tenant,
        addon,
        expected: isExpected(object, addon),
      }),
    };
  });
  const absent = (
    role: 'addon' | 'bootstrap',
    applicationName: string,
    addon?: string,
  ): ExpectedApplication => ({
    application: {
      hub,
      namespace: registration?.secret.namespace ?? 'argocd',
      name: cleanText(applicationName, 253),
      exists: false,
      role,
      expected: true,
      ...(addon && { addon: cleanText(addon, 100) }),
      conditions: [],
    },
  });
  const hasAddon = (addon: string) =>
    present.some(({ application }) => application.addon === addon);
  const hasBootstrap = present.some(
    ({ application }) => application.role === 'bootstrap',
  );
  return [
    ...present,
    ...addons
      .filter(addon => !hasAddon(addon))
      .map(addon => absent('addon', `addon-${addon}-${name}`, addon)),
    ...(!hasBootstrap && expectsBootstrap(registration, runs)
      ? [absent('bootstrap', `bootstrap-${name}`)]
      : []),
  ].sort(
    (one, other) =>
      Number(other.application.expected) - Number(one.application.expected) ||
      one.application.name.localeCompare(other.application.name),
  );
}

/** Synced and Healthy, and not merely Healthy for want of anything to compare. */
export function isInPlace({ application }: ExpectedApplication): boolean {
  return (
    application.exists &&
    application.sync === 'Synced' &&
    application.health === 'Healthy' &&
    !application.conditions.some(({ bad, type }) => bad && type !== 'SyncError')
  );
}
