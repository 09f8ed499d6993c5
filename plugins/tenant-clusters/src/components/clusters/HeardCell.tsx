import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import { useElapsed } from '../Time';
import { Muted } from '../text';

/** How long ago the hub was last heard about a cluster. */
export function HeardCell({ cluster }: { cluster: ClusterSummary }) {
  const t = useText();
  const tones = useTones();
  const { heardAt, stale } = cluster;
  const duration = useElapsed(
    heardAt ? { at: heardAt, source: 'object' } : undefined,
  );
  if (!duration) {
    return <Muted>–</Muted>;
  }
  return stale ? (
    <span style={{ color: tones.warn.ink }}>
      {t('clusters.heardStale', { duration })}
    </span>
  ) : (
    <Muted>{duration}</Muted>
  );
}
