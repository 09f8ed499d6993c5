import { useEntity } from '@backstage/plugin-catalog-react';
import {
  CLUSTER_ANNOTATION,
  parseClusterRef,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import type { ClusterAddress } from '../../api';
import { useCluster } from '../../hooks/useCluster';
import { useLinks } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { ClusterStateLabel } from '../ClusterStateLabel';
import { ApplicationsCell } from '../clusters/ApplicationsCell';
import { HappeningCell } from '../clusters/HappeningCell';
import { JourneyCell } from '../clusters/JourneyCell';
import { HubNotices } from '../HubNotices';
import { LoadFailure } from '../LoadFailure';
import { TextLink } from '../TextLink';
import { Muted } from '../text';
import { CardFrame } from './CardFrame';

const Row = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 12,
  marginBottom: 8,
});

/** How a cluster is doing, on the page of its Resource. */
export function EntityClusterCard() {
  const t = useText();
  const { entity } = useEntity();
  const value = entity.metadata.annotations?.[CLUSTER_ANNOTATION] ?? '';
  const address = parseClusterRef(value);
  return (
    <CardFrame title={t('card.clusterTitle')}>
      {address ? (
        <ClusterSummaryView address={address} />
      ) : (
        <Muted>
          {t('card.badRef', { annotation: CLUSTER_ANNOTATION, value })}
        </Muted>
      )}
    </CardFrame>
  );
}

function ClusterSummaryView({ address }: { address: ClusterAddress }) {
  const t = useText();
  const links = useLinks();
  const { data, error, refresh } = useCluster(address);
  if (!data) {
    return error ? (
      <LoadFailure error={error} onRetry={refresh} />
    ) : (
      <Skeleton height={64} />
    );
  }
  const { cluster } = data;
  return (
    <>
      <HubNotices hubs={[data.hub]} />
      <Row>
        <ClusterStateLabel state={cluster.state} />
        <JourneyCell cluster={cluster} />
        <ApplicationsCell totals={cluster.applications} stale={cluster.stale} />
      </Row>
      <HappeningCell cluster={cluster} />
      <div>
        <TextLink to={links.cluster(address)}>{t('card.open')}</TextLink>
      </div>
    </>
  );
}
