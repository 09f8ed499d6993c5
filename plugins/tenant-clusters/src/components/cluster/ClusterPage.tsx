import Skeleton from '@mui/material/Skeleton';
import { Route, Routes, useParams, useSearchParams } from 'react-router-dom';
import type { ClusterAddress } from '../../api';
import { useCluster } from '../../hooks/useCluster';
import { useLinks } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { isNotFound } from '../../model/isNotFound';
import { ActionButton } from '../ActionButton';
import { Announcer } from '../Announcer';
import { ApplicationsTab } from '../applications/ApplicationsTab';
import { EmptyState } from '../EmptyState';
import { HistoryTab } from '../history/HistoryTab';
import { HubNotices } from '../HubNotices';
import { LoadFailure } from '../LoadFailure';
import { PageBody } from '../PageBody';
import { ResourcesTab } from '../resources/ResourcesTab';
import { ClusterHeader } from './ClusterHeader';
import { OverviewTab } from './OverviewTab';

/** The page of one cluster. */
export function ClusterPage() {
  const { hub = '', namespace = '', name = '' } = useParams();
  const [params] = useSearchParams();
  const kind = params.get('kind') ?? undefined;
  // Another cluster is another page: nothing of the last one stays.
  return (
    <ClusterContent
      key={[hub, namespace, name, kind].join(' ')}
      address={{ hub, namespace, name, kind }}
    />
  );
}

function ClusterContent({ address }: { address: ClusterAddress }) {
  const t = useText();
  const links = useLinks();
  const { data: detail, error, refresh } = useCluster(address);
  const gone = isNotFound(error);

  return (
    <>
      <ClusterHeader address={address} detail={gone ? undefined : detail} />
      <PageBody>
        {gone && (
          <EmptyState
            title={t('cluster.notFoundTitle')}
            text={t('cluster.notFoundText')}
          >
            <ActionButton to={links.clusters()}>
              {t('cluster.backToClusters')}
            </ActionButton>
          </EmptyState>
        )}
        {error && !gone && (
          <LoadFailure
            error={error}
            older={detail !== undefined}
            onRetry={refresh}
          />
        )}
        {!detail && !error && (
          <div aria-busy="true" aria-label={t('common.loading')}>
            <Skeleton variant="rounded" height={110} sx={{ mb: 2 }} />
            <Skeleton variant="rounded" height={320} />
          </div>
        )}
        {detail && !gone && (
          <>
            <Announcer clusters={[detail.cluster]} />
            <HubNotices hubs={[detail.hub]} />
            <Routes>
              <Route
                path="resources"
                element={<ResourcesTab address={address} />}
              />
              <Route
                path="applications"
                element={<ApplicationsTab address={address} />}
              />
              <Route
                path="history"
                element={<HistoryTab address={address} />}
              />
              <Route path="*" element={<OverviewTab detail={detail} />} />
            </Routes>
          </>
        )}
      </PageBody>
    </>
  );
}
