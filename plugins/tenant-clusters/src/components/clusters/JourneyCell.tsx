import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { JourneyBar } from '../JourneyBar';
import { Muted } from '../text';

export function JourneyCell({ cluster }: { cluster: ClusterSummary }) {
  const t = useText();
  return cluster.journey ? (
    <JourneyBar stages={cluster.journey.stages} />
  ) : (
    <Muted>{t('clusters.notRequestedHere')}</Muted>
  );
}
