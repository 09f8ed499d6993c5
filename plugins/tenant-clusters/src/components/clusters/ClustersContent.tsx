import { styled } from '@mui/material/styles';
import { useClusters } from '../../hooks/useClusters';
import { useNarrow } from '../../hooks/useNarrow';
import { useText } from '../../hooks/useText';
import { NO_FILTERS, isFiltered } from '../../model/clusterFilters';
import { ActionButton } from '../ActionButton';
import { Announcer } from '../Announcer';
import { EmptyState } from '../EmptyState';
import { HubNotices } from '../HubNotices';
import { LiveMark } from '../LiveMark';
import { LoadFailure } from '../LoadFailure';
import { PageBody } from '../PageBody';
import { Panel } from '../Panel';
import { RequestButton } from '../RequestButton';
import { Muted } from '../text';
import { ClusterCards } from './ClusterCards';
import { ClustersSkeleton } from './ClustersSkeleton';
import { ClustersTable } from './ClustersTable';
import { FilterBar } from './FilterBar';
import { Tiles } from './Tiles';
import { useClusterFilters } from './useClusterFilters';
import { useCsvDownload } from './useCsvDownload';

const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 14,
  padding: '8px 12px',
  '& > :last-child': { marginLeft: 'auto' },
});

/** The Clusters page below its header. */
export function ClustersContent() {
  const t = useText();
  const narrow = useNarrow();
  const { filters, change } = useClusterFilters();
  const {
    data: list,
    error,
    loading,
    refresh,
    loadMore,
  } = useClusters(filters);
  const downloadCsv = useCsvDownload(filters);

  if (!list) {
    return (
      <PageBody flush>
        {error ? (
          <LoadFailure error={error} onRetry={refresh} />
        ) : (
          <ClustersSkeleton />
        )}
      </PageBody>
    );
  }

  const { items, totalItems } = list;
  return (
    <PageBody flush>
      <Announcer clusters={items} />
      {error && <LoadFailure error={error} older onRetry={refresh} />}
      <HubNotices hubs={list.hubs} />
      <Tiles list={list} filters={filters} onChange={change} />
      <FilterBar filters={filters} facets={list.facets} onChange={change}>
        <ActionButton label={t('clusters.csvLabel')} onClick={downloadCsv}>
          {t('clusters.csv')}
        </ActionButton>
      </FilterBar>
      <Panel aria-busy={loading}>
        {items.length === 0 && isFiltered(filters) && (
          <EmptyState
            title={t('clusters.noMatchTitle')}
            text={t('clusters.noMatchText')}
          >
            <ActionButton onClick={() => change(NO_FILTERS)}>
              {t('clusters.clear')}
            </ActionButton>
          </EmptyState>
        )}
        {items.length === 0 && !isFiltered(filters) && (
          <EmptyState
            title={t('clusters.emptyTitle')}
            text={t('clusters.emptyText')}
          >
            <RequestButton />
          </EmptyState>
        )}
        {items.length > 0 && narrow && (
          <ClusterCards items={items} group={filters.group} />
        )}
        {items.length > 0 && !narrow && (
          <ClustersTable
            items={items}
            totalItems={totalItems}
            group={filters.group}
          />
        )}
        <Foot>
          {items.length > 0 && (
            <Muted>
              {t('clusters.shown', {
                shown: String(items.length),
                total: String(totalItems),
              })}
            </Muted>
          )}
          {list.nextCursor && (
            <ActionButton onClick={loadMore} disabled={loading}>
              {t('common.loadMore')}
            </ActionButton>
          )}
          <LiveMark />
        </Foot>
      </Panel>
    </PageBody>
  );
}
