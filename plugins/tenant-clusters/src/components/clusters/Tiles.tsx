import { styled } from '@mui/material/styles';
import type { ClusterList } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { Link } from 'react-router-dom';
import { useLinks } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import { ON_THEIR_WAY, type ClusterFilters } from '../../model/clusterFilters';
import type { Tone } from '../../model/tones';
import { Panel } from '../Panel';
import { Muted } from '../text';

const Grid = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
  gap: 12,
  marginBottom: 14,
  '@media (max-width: 1099px)': {
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
  },
  '@media (max-width: 600px)': { gap: 8 },
});

const tile = {
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'flex-start',
  width: '100%',
  height: '100%',
  padding: '10px 14px',
  textAlign: 'left',
  textDecoration: 'none',
  color: 'inherit',
  font: 'inherit',
  background: 'none',
  border: 0,
  borderRadius: 7,
  '& b': { display: 'block', fontSize: 24, lineHeight: 1.35, fontWeight: 600 },
  '& > span': { display: 'block', lineHeight: 1.35 },
  '&[aria-pressed="true"]': { boxShadow: 'inset 0 0 0 2px currentColor' },
  '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: 2 },
  '@media (max-width: 600px)': { padding: '8px 10px', '& b': { fontSize: 20 } },
} as const;

const TileButton = styled('button')({ ...tile, cursor: 'pointer' });
const TileLink = styled(Link)(tile);
const TileBox = styled('div')(tile);

interface TilesProps {
  list: ClusterList;
  filters: ClusterFilters;
  onChange: (filters: Partial<ClusterFilters>) => void;
}

/** The fleet in numbers; most of them filter the list. */
export function Tiles({ list, filters, onChange }: TilesProps) {
  const t = useText();
  const tones = useTones();
  const links = useLinks();
  const { totals, hubs } = list;

  const filterTile = (
    states: ClusterFilters['state'],
    count: number,
    text: string,
    tone?: Tone,
  ) => {
    const pressed = filters.state.join() === states.join();
    return (
      <Panel>
        <TileButton
          type="button"
          aria-pressed={states.length > 0 && pressed}
          onClick={() => onChange({ state: pressed ? [] : states })}
        >
          <b style={tone && count > 0 ? { color: tones[tone].ink } : undefined}>
            {count}
          </b>
          <Muted>{text}</Muted>
        </TileButton>
      </Panel>
    );
  };

  const heard = hubs.filter(hub => hub.state === 'live').length;
  const late = hubs.find(hub => hub.state !== 'live');
  const review = (
    <>
      <b>{totals.awaitingReview}</b>
      <Muted>
        {t('clusters.tileAwaitingReview', { count: totals.awaitingReview })}
      </Muted>
    </>
  );
  const requests = links.requests();

  return (
    <Grid role="group" aria-label={t('clusters.tilesLabel')}>
      {filterTile(
        [],
        totals.clusters,
        t('clusters.tileTenants', { count: totals.tenants }),
      )}
      {filterTile(
        ON_THEIR_WAY,
        totals.onTheirWay,
        t('clusters.tileOnTheirWay'),
        'run',
      )}
      {filterTile(
        ['Blocked'],
        totals.blocked,
        t('clusters.tileBlocked'),
        'bad',
      )}
      {filterTile(
        ['Degraded'],
        totals.degraded,
        t('clusters.tileDegraded'),
        'warn',
      )}
      <Panel>
        {requests ? (
          <TileLink to={requests}>{review}</TileLink>
        ) : (
          <TileBox>{review}</TileBox>
        )}
      </Panel>
      <Panel>
        <TileBox>
          <b style={late ? { color: tones.warn.ink } : undefined}>
            {t('clusters.tilesOf', {
              heard: String(heard),
              total: String(hubs.length),
            })}
          </b>
          <Muted>
            {late
              ? t('clusters.tileHubsLate', { hub: late.title || late.hub })
              : t('clusters.tileHubs')}
          </Muted>
        </TileBox>
      </Panel>
    </Grid>
  );
}
