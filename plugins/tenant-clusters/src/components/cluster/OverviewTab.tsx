import { styled } from '@mui/material/styles';
import type { ClusterDetail } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { EvidenceLink } from '../EvidenceLink';
import { JourneyBar } from '../JourneyBar';
import { Panel, PanelTitle } from '../Panel';
import { TextLink } from '../TextLink';
import { Muted } from '../text';
import { BlockerCallout } from './BlockerCallout';
import { DetailsPanel } from './DetailsPanel';
import { JourneyPanel } from './JourneyPanel';

const Columns = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1.9fr) minmax(0, 1fr)',
  alignItems: 'start',
  gap: 16,
  '@media (max-width: 899px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

const Side = styled('div')({ display: 'grid', gap: 16 });

const Padded = styled(Panel)({ padding: '16px 18px' });

const Plain = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 6,
});

/** What is going on with a cluster, the blocker first. */
export function OverviewTab({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const { cluster, journey, addons, otherJourneys } = detail;
  const { kind, ...address } = cluster.ref;
  const blockers = journey?.blockers.length
    ? journey.blockers
    : [cluster.blocker].filter(it => it !== undefined);
  const coming = journey?.kind === 'create' && journey.state === 'open';

  return (
    <>
      {blockers.length > 0 && (
        <BlockerCallout
          blockers={blockers}
          blocked={cluster.state === 'Blocked'}
          cluster={address}
        />
      )}
      <Columns>
        {journey ? (
          <JourneyPanel journey={journey} cluster={address} />
        ) : (
          <Padded>
            <PanelTitle>{t('cluster.journeyCreate')}</PanelTitle>
            <Muted>{t('cluster.journeyNone')}</Muted>
          </Padded>
        )}
        <Side>
          <DetailsPanel detail={detail} />
          {kind !== 'registered' && (
            <Padded>
              <PanelTitle>
                {t(coming ? 'cluster.addonsComing' : 'cluster.addons')}
              </PanelTitle>
              <Muted>{addons.join(', ') || t('cluster.addonsNone')}</Muted>
            </Padded>
          )}
          {otherJourneys.length > 0 && (
            <Padded>
              <PanelTitle>{t('cluster.others')}</PanelTitle>
              <Plain>
                {otherJourneys.map(other => (
                  <li key={other.key}>
                    <TextLink href={other.request?.url}>
                      {other.request?.title ?? other.key}
                    </TextLink>
                    <JourneyBar stages={other.stages} />
                  </li>
                ))}
              </Plain>
            </Padded>
          )}
          {journey && journey.links.length > 0 && (
            <Padded>
              <PanelTitle>{t('cluster.links')}</PanelTitle>
              <Plain>
                {journey.links.map(link => (
                  <li key={`${link.type} ${link.label}`}>
                    <EvidenceLink evidence={link} cluster={address} />{' '}
                    {link.via && (
                      <Muted>{t('cluster.via', { via: link.via })}</Muted>
                    )}
                  </li>
                ))}
              </Plain>
            </Padded>
          )}
        </Side>
      </Columns>
    </>
  );
}
