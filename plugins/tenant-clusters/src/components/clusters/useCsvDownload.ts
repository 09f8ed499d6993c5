import {
  toastApiRef,
  useApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { tenantClustersApiRef } from '../../api';
import { useActorTitle } from '../../hooks/useActorTitle';
import { readClusters } from '../../hooks/useClusters';
import { useSay } from '../../hooks/useSay';
import { useText } from '../../hooks/useText';
import type { ClusterFilters } from '../../model/clusterFilters';
import { toCsv } from '../../model/toCsv';
import { journeyText } from '../JourneyBar';

/** More clusters than that are for a report, not for a browser. */
const MOST_ROWS = 10_000;

function download(text: string, name: string) {
  // The mark makes spreadsheets read UTF-8.
  const url = URL.createObjectURL(
    new Blob(['\uFEFF', text], { type: 'text/csv' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Downloads all clusters that match, not only those that are shown. */
export function useCsvDownload(filters: ClusterFilters) {
  const t = useText();
  const say = useSay();
  const actorTitle = useActorTitle();
  const api = useApi(tenantClustersApiRef);
  const toastApi = useApiHolder().get(toastApiRef);

  return async () => {
    try {
      const { items } = await readClusters(api, filters, MOST_ROWS);
      const header = [
        t('clusters.columnCluster'),
        t('clusters.columnTenant'),
        t('clusters.columnEnvironment'),
        t('clusters.columnHub'),
        t('clusters.columnRegion'),
        t('clusters.columnState'),
        t('clusters.columnSince'),
        t('clusters.columnHappening'),
        t('clusters.columnCanAct'),
        t('clusters.columnJourney'),
        t('clusters.columnKubernetes'),
        t('clusters.columnHeard'),
      ];
      const rows = items.map(cluster => [
        cluster.ref.name,
        cluster.tenant,
        cluster.environment,
        cluster.ref.hub,
        cluster.region,
        t(`state.${cluster.state}`),
        cluster.stateSince?.at,
        say(cluster.blocker?.title ?? cluster.happening),
        cluster.blocker && actorTitle(cluster.blocker.actor),
        cluster.journey && journeyText(t, cluster.journey.stages),
        cluster.kubernetesVersion,
        cluster.heardAt,
      ]);
      download(toCsv([header, ...rows]), 'clusters.csv');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      toastApi?.post({
        title: t('clusters.csvFailed', { reason }),
        status: 'danger',
      });
    }
  };
}
