import type {
  AddonCell,
  Application,
  Sentence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { enableLabel, quote, say } from '../../journey';
import type {
  ProjectedApplicationSet,
  ProjectedMetadata,
} from '../../projections/types';
import type { IndexedCluster } from '../model/IndexedCluster';

/** Everything that a cell is told from. */
export interface AddonFacts {
  cluster: IndexedCluster;
  addon: string;
  registration?: ProjectedMetadata;
  applicationSet?: ProjectedApplicationSet;
  /** As this viewer may see it; it exists. */
  application?: Application;
  /** Whether the viewer may read what ApplicationSets say: they speak of all clusters. */
  platform: boolean;
}

type Judged = Pick<AddonCell, 'state' | 'reason' | 'quote'>;

/** How Helm and Argo CD say that a file of values is not there (argoproj/argo-cd:reposerver/repository/repository.go). */
const VALUES_MISSING =
  /(values?[^\s]*\.ya?ml|valueFiles?)[^\n]*(no such file|not found|does not exist)|(no such file|not found|does not exist)[^\n]*values?[^\s]*\.ya?ml/i;

/** An ApplicationSet that failed: `ErrorOccurred` True (applicationset_types.go), never its False. */
export function applicationSetError(
  set: ProjectedApplicationSet | undefined,
): string | undefined {
  const error = set?.conditions.find(
    ({ type, status }) => type === 'ErrorOccurred' && status === 'True',
  );
  return error && (error.message || error.reason || error.type);
}

function judgeApplication(application: Application): Judged {
  const { sync, health, operation, conditions, message } = application;
  const bad = conditions.find(condition => condition.bad);
  const failing = (reason: Sentence, text?: string): Judged => ({
    state: 'failing',
    reason,
    ...(text && { quote: text }),
  });
  if (bad && bad.type !== 'SyncError') {
    return failing(
      VALUES_MISSING.test(bad.message ?? '')
        ? say('addon.valuesMissing')
        : say('addon.comparisonError'),
      bad.message,
    );
  }
  if (operation === 'Failed' || operation === 'Error' || bad) {
    return failing(say('addon.syncFailed'), bad?.message ?? message);
  }
  if (health === 'Degraded' || health === 'Missing') {
    return failing(
      say('addon.unhealthy', { health }),
      application.healthMessage,
    );
  }
  if (sync === 'Synced' && health === 'Healthy') {
    return { state: 'ok' };
  }
  return {
    state: 'progressing',
    reason:
      sync === 'Synced'
        ? say('addon.unhealthy', { health: health ?? 'Unknown' })
        : say('addon.outOfSync'),
  };
}

/** Why a cluster that is to have an add-on has no Application for it. */
function judgeMissing(facts: AddonFacts, byLabel: boolean): Judged {
  const { cluster, addon, registration, applicationSet, platform } = facts;
  if (!registration) {
    const { state } = cluster.summary;
    const early = ['Requested', 'Provisioning', 'Connecting'].includes(state);
    return {
      state: early ? 'progressing' : 'missing',
      reason: say('addon.notRegistered'),
    };
  }
  if (!byLabel) {
    const label = `${enableLabel(addon)}: "true"`;
    return { state: 'missing', reason: say('addon.notSelected', { label }) };
  }
  if (!applicationSet) {
    return { state: 'missing', reason: say('addon.noSet') };
  }
  const { name } = applicationSet;
  const error = applicationSetError(applicationSet);
  return error
    ? {
        state: 'missing',
        reason: say('addon.setFailed', { name }),
        ...(platform && { quote: quote(error) }),
      }
    : { state: 'missing', reason: say('addon.notMade', { name }) };
}

function judge(facts: AddonFacts, enabled: boolean, byLabel: boolean): Judged {
  const { application } = facts;
  if (application) {
    const judged = judgeApplication(application);
    return enabled || judged.reason
      ? judged
      : { ...judged, reason: say('addon.leftover') };
  }
  return enabled
    ? judgeMissing(facts, byLabel)
    : { state: 'disabled', reason: say('addon.notEnabled') };
}

/** One add-on on one cluster: whether it is asked for, how it does, and what is in its way. */
export function addonCell(facts: AddonFacts): AddonCell {
  const { cluster, addon, registration, application } = facts;
  const byClaim = cluster.view.detail.addons.includes(addon);
  const byLabel = registration?.labels[enableLabel(addon)] === 'true';
  const enabledBy: AddonCell['enabledBy'] = [
    ...(byClaim ? (['claim'] as const) : []),
    ...(byLabel ? (['label'] as const) : []),
  ];
  const enabled = enabledBy.length > 0;
  return {
    addon,
    enabled,
    enabledBy,
    ...judge(facts, enabled, byLabel),
    ...(application && {
      application: {
        namespace: application.namespace,
        name: application.name,
      },
      sync: application.sync,
      health: application.health,
      ...(application.revision && { revision: application.revision }),
    }),
  };
}
