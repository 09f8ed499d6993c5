import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../hooks/useText';
import { clusterKey } from '../model/clusterKey';
import { Hidden } from './text';

/** More than that at once is no news but noise. */
const MOST_AT_ONCE = 3;

/** Tells a screen reader, politely, when a cluster changed its state. */
export function Announcer({ clusters }: { clusters: ClusterSummary[] }) {
  const t = useText();
  const known = useRef(new Map<string, ClusterSummary['state']>());
  const [news, setNews] = useState('');

  useEffect(() => {
    const changed = clusters.filter(cluster => {
      const before = known.current.get(clusterKey(cluster.ref));
      return before !== undefined && before !== cluster.state;
    });
    for (const cluster of clusters) {
      known.current.set(clusterKey(cluster.ref), cluster.state);
    }
    if (changed.length > 0) {
      const sentences = changed.slice(0, MOST_AT_ONCE).map(cluster =>
        t('clusters.announce', {
          name: cluster.ref.name,
          state: t(`state.${cluster.state}`),
        }),
      );
      setNews(sentences.join('. '));
    }
  }, [clusters, t]);

  return <Hidden aria-live="polite">{news}</Hidden>;
}
