import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import { useLinks } from '../../hooks/useLinks';
import { useLiveRead } from '../../hooks/useLiveRead';
import { useText } from '../../hooks/useText';
import { applyChanges } from '../../model/applyChanges';
import { NO_FILTERS } from '../../model/clusterFilters';
import { clusterKey } from '../../model/clusterKey';
import { ClusterStateLabel } from '../ClusterStateLabel';
import { ClusterNameCell } from '../clusters/ClusterNameCell';
import { HappeningCell } from '../clusters/HappeningCell';
import { HubNotices } from '../HubNotices';
import { LoadFailure } from '../LoadFailure';
import { TextLink } from '../TextLink';
import { Muted } from '../text';
import { CardFrame } from './CardFrame';

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '2px 12px',
    padding: '8px 0',
    borderBottom: `1px solid ${
      theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
    }`,
  },
}));

/** Clusters shown on the card; the others are a link away. */
const SHOWN = 8;

/** The clusters that a group owns, those that need attention first. */
export function EntityGroupClustersCard() {
  const t = useText();
  const links = useLinks();
  const { entity } = useEntity();
  const owner = [stringifyEntityRef(entity)];
  const { data, error, refresh } = useLiveRead({
    key: `clusters of ${owner}`,
    read: api => api.listClusters({ owner, sort: 'attention', limit: SHOWN }),
    affects: () => true,
    apply: applyChanges,
    pause: 1_000,
  });
  const all = links.clusters({ ...NO_FILTERS, owner });
  return (
    <CardFrame title={t('card.clustersTitle')}>
      {error && (
        <LoadFailure
          error={error}
          older={data !== undefined}
          onRetry={refresh}
        />
      )}
      {!data && !error && <Skeleton height={64} />}
      {data?.items.length === 0 && <Muted>{t('card.groupEmpty')}</Muted>}
      {data && data.items.length > 0 && (
        <>
          <HubNotices hubs={data.hubs} />
          <List>
            {data.items.map(cluster => (
              <li key={clusterKey(cluster.ref)}>
                <div>
                  <ClusterNameCell cluster={cluster} />
                </div>
                <ClusterStateLabel state={cluster.state} />
                <div style={{ gridColumn: '1 / -1' }}>
                  <HappeningCell cluster={cluster} />
                </div>
              </li>
            ))}
          </List>
          <TextLink to={all}>
            {t('card.all', { count: data.totalItems })}
          </TextLink>
        </>
      )}
    </CardFrame>
  );
}
