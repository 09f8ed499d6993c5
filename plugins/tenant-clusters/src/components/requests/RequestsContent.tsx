import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import { requestKey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useLiveRead } from '../../hooks/useLiveRead';
import { useText } from '../../hooks/useText';
import { ActionButton } from '../ActionButton';
import { EmptyState } from '../EmptyState';
import { FilterSelect } from '../FilterSelect';
import { LiveMark } from '../LiveMark';
import { LoadFailure } from '../LoadFailure';
import { PageBody } from '../PageBody';
import { Panel } from '../Panel';
import { RequestItem } from './RequestItem';

const STATES = ['open', 'merged', 'closed', 'all'] as const;

const PAGE = 50;

const Bar = styled('div')({ display: 'flex', gap: 8, marginBottom: 12 });

const List = styled('ul')({ listStyle: 'none', margin: 0, padding: 0 });

const Foot = styled('div')({
  display: 'flex',
  padding: '8px 14px',
  '& > :last-child': { marginLeft: 'auto' },
});

/** The Requests page below its header: pull requests that add, change or remove claims. */
export function RequestsContent() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const state = STATES.find(it => it === params.get('state')) ?? 'open';
  const [wanted, setWanted] = useState(PAGE);
  const { data, error, loading, refresh } = useLiveRead({
    key: `requests ${state} ${wanted}`,
    read: api =>
      api.listRequests({
        state: state === 'all' ? undefined : [state],
        limit: wanted,
      }),
    affects: message => message.requestsChanged === true,
    keepPrevious: true,
  });

  return (
    <PageBody flush>
      <Bar>
        <FilterSelect
          single
          label={t('requests.show')}
          options={STATES.map(value => ({
            value,
            label:
              value === 'all' ? t('requests.all') : t(`requestState.${value}`),
          }))}
          values={[state]}
          onChange={([next]) => {
            setWanted(PAGE);
            setParams(next === 'open' ? {} : { state: next });
          }}
        />
      </Bar>
      {error && (
        <LoadFailure
          error={error}
          older={data !== undefined}
          onRetry={refresh}
        />
      )}
      {!data && !error && <Skeleton variant="rounded" height={240} />}
      {data && (
        <Panel aria-busy={loading}>
          {data.items.length === 0 && (
            <EmptyState
              title={t(
                state === 'open' ? 'requests.emptyOpen' : 'requests.empty',
              )}
            />
          )}
          <List aria-label={t('requests.tableLabel')}>
            {data.items.map(request => (
              <RequestItem key={requestKey(request)} request={request} />
            ))}
          </List>
          <Foot>
            {data.nextCursor && wanted < 500 && (
              <ActionButton
                disabled={loading}
                onClick={() => setWanted(Math.min(500, wanted + PAGE))}
              >
                {t('common.loadMore')}
              </ActionButton>
            )}
            <LiveMark />
          </Foot>
        </Panel>
      )}
    </PageBody>
  );
}
