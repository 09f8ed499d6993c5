import { styled } from '@mui/material/styles';
import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { Fragment } from 'react';
import { useText } from '../../hooks/useText';
import type { ClusterGroup } from '../../model/clusterFilters';
import { clusterKey } from '../../model/clusterKey';
import { groupClusters } from '../../model/groupClusters';
import { ClusterStateLabel } from '../ClusterStateLabel';
import { ApplicationsCell } from './ApplicationsCell';
import { ClusterNameCell } from './ClusterNameCell';
import { HappeningCell } from './HappeningCell';
import { HeardCell } from './HeardCell';
import { JourneyCell } from './JourneyCell';
import { useAmbiguous } from './useAmbiguous';

const List = styled('ul')({ listStyle: 'none', margin: 0, padding: 0 });

const Item = styled('li')(({ theme }) => ({
  padding: '12px 14px',
  borderBottom: `1px solid ${
    theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
  }`,
  '&:last-of-type': { borderBottom: 0 },
}));

const Head = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'flex-start',
  gap: 8,
  marginBottom: 8,
});

const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 12,
  marginTop: 8,
});

const GroupTitle = styled('h3')({
  fontSize: 13,
  margin: 0,
  padding: '12px 14px 4px',
});

/** The fleet on a narrow page: a card a cluster. */
export function ClusterCards(props: {
  items: ClusterSummary[];
  group: ClusterGroup;
}) {
  const t = useText();
  const isAmbiguous = useAmbiguous(props.items);
  return (
    <>
      {groupClusters(props.items, props.group).map(({ value, items }) => (
        <Fragment key={String(value)}>
          {props.group !== 'none' && (
            <GroupTitle>
              {value ?? t('common.none')} ({items.length})
            </GroupTitle>
          )}
          <List aria-label={t('clusters.tableLabel')}>
            {items.map(cluster => (
              <Item key={clusterKey(cluster.ref)}>
                <Head>
                  <div>
                    <ClusterNameCell
                      cluster={cluster}
                      ambiguous={isAmbiguous(cluster)}
                    />
                  </div>
                  <ClusterStateLabel state={cluster.state} />
                </Head>
                <HappeningCell cluster={cluster} />
                <Foot>
                  <JourneyCell cluster={cluster} />
                  <ApplicationsCell
                    totals={cluster.applications}
                    stale={cluster.stale}
                  />
                  <HeardCell cluster={cluster} />
                </Foot>
              </Item>
            ))}
          </List>
        </Fragment>
      ))}
    </>
  );
}
