import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import type { Transition } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useState } from 'react';
import type { ClusterAddress, TenantClustersApi } from '../../api';
import { useClusterRead } from '../../hooks/useCluster';
import { useSay } from '../../hooks/useSay';
import { useText } from '../../hooks/useText';
import { ActionButton } from '../ActionButton';
import { EmptyState } from '../EmptyState';
import { LoadFailure } from '../LoadFailure';
import { Panel } from '../Panel';
import { Clock } from '../Time';
import { Muted } from '../text';

const List = styled('ol')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: '6px 18px',
  '& > li': {
    display: 'grid',
    gridTemplateColumns: '130px minmax(0, 1fr)',
    gap: 12,
    padding: '8px 0',
    overflowWrap: 'anywhere',
    borderBottom: `1px solid ${
      theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
    }`,
  },
  '& > li:last-of-type': { borderBottom: 0 },
  '@media (max-width: 600px)': {
    '& > li': { gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 },
  },
}));

const Foot = styled('div')({ padding: '8px 18px 14px' });

const PAGE = 50;

/** Reads the newest transitions up to a number. */
async function readHistory(
  api: TenantClustersApi,
  address: ClusterAddress,
  wanted: number,
) {
  const items: Transition[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.getHistory(address, { limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < wanted);
  return { items, more: cursor !== undefined };
}

/** What happened to a cluster, newest first. */
export function HistoryTab({ address }: { address: ClusterAddress }) {
  const t = useText();
  const [wanted, setWanted] = useState(PAGE);
  const { data, error, loading, refresh } = useClusterRead(
    `history ${wanted}`,
    address,
    api => readHistory(api, address, wanted),
  );
  if (!data) {
    return error ? (
      <LoadFailure error={error} onRetry={refresh} />
    ) : (
      <Skeleton variant="rounded" height={240} />
    );
  }
  return (
    <>
      {error && <LoadFailure error={error} older onRetry={refresh} />}
      <Panel>
        {data.items.length === 0 ? (
          <EmptyState title={t('history.empty')} />
        ) : (
          <List aria-label={t('history.listLabel', { name: address.name })}>
            {data.items.map(item => (
              <TransitionItem key={item.id} item={item} />
            ))}
          </List>
        )}
        {data.more && (
          <Foot>
            <ActionButton
              disabled={loading}
              onClick={() => setWanted(wanted + PAGE)}
            >
              {t('common.loadMore')}
            </ActionButton>
          </Foot>
        )}
      </Panel>
    </>
  );
}

function TransitionItem({ item }: { item: Transition }) {
  const t = useText();
  const say = useSay();
  const { subject, from, to, at, summary } = item;
  const change = from
    ? t('history.change', { subject, from, to })
    : t('history.became', { subject, to });
  const said = summary && say(summary);
  return (
    <li data-type={item.type}>
      <Muted>
        {at.source === 'object' ? (
          <Clock fact={at} />
        ) : (
          t('time.about', { duration: <Clock fact={at} /> })
        )}
      </Muted>
      <div>
        {change}
        {said && said !== change && (
          <div>
            <Muted>{said}</Muted>
          </div>
        )}
      </div>
    </li>
  );
}
