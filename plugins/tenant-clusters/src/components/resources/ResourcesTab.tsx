import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ClusterAddress } from '../../api';
import { useClusterRead } from '../../hooks/useCluster';
import { useText } from '../../hooks/useText';
import { resourceRows } from '../../model/resourceRows';
import { ActionButton } from '../ActionButton';
import { EmptyState } from '../EmptyState';
import { LoadFailure } from '../LoadFailure';
import { Panel } from '../Panel';
import { SearchField } from '../SearchField';
import { Sign } from '../Sign';
import { ResourcePanel } from './ResourcePanel';
import { ResourceTreegrid } from './ResourceTreegrid';

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  marginBottom: 12,
});

const Columns = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 360px',
  alignItems: 'start',
  gap: 16,
  '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Everything made for a cluster, as a tree, with the details of the one that is chosen. */
export function ResourcesTab({ address }: { address: ClusterAddress }) {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const selected = params.get('select') ?? undefined;
  const [text, setText] = useState('');
  const [foldReady, setFoldReady] = useState(true);
  const [onlyBlocker, setOnlyBlocker] = useState(false);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(
    new Map(),
  );
  const { data, error, refresh } = useClusterRead('resources', address, api =>
    api.getResources(address),
  );

  const items = data?.items;
  const rows = useMemo(
    () => resourceRows(items ?? [], { text, foldReady, onlyBlocker, toggled }),
    [items, text, foldReady, onlyBlocker, toggled],
  );

  if (!items) {
    return error ? (
      <LoadFailure error={error} onRetry={refresh} />
    ) : (
      <Skeleton variant="rounded" height={360} />
    );
  }
  if (items.length === 0) {
    return (
      <Panel>
        <EmptyState title={t('resources.empty')} />
      </Panel>
    );
  }
  const hasBlocker = items.some(item => item.blocker);
  const select = (id: string) =>
    setParams(
      before => {
        before.set('select', id);
        return before;
      },
      { replace: true },
    );

  return (
    <>
      {error && <LoadFailure error={error} older onRetry={refresh} />}
      <Bar>
        <SearchField
          value={text}
          label={t('resources.findLabel')}
          placeholder={t('resources.find')}
          onChange={setText}
        />
        <ActionButton
          pressed={foldReady}
          onClick={() => {
            setFoldReady(!foldReady);
            setToggled(new Map());
          }}
        >
          {foldReady && <Sign name="check" />} {t('resources.foldReady')}
        </ActionButton>
        {hasBlocker && (
          <ActionButton
            pressed={onlyBlocker}
            onClick={() => setOnlyBlocker(!onlyBlocker)}
          >
            {onlyBlocker && <Sign name="check" />} {t('resources.onlyBlocker')}
          </ActionButton>
        )}
      </Bar>
      <Columns>
        <Panel>
          {rows.length === 0 ? (
            <EmptyState title={t('resources.noMatch')} />
          ) : (
            <ResourceTreegrid
              label={t('resources.treeLabel', { name: address.name })}
              rows={rows}
              selected={selected}
              onSelect={select}
              onToggle={(id, expanded) =>
                setToggled(before => new Map(before).set(id, expanded))
              }
            />
          )}
        </Panel>
        <ResourcePanel items={items} selected={selected} onSelect={select} />
      </Columns>
    </>
  );
}
