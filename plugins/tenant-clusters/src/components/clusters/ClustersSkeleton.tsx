import Skeleton from '@mui/material/Skeleton';
import { useText } from '../../hooks/useText';
import { Panel } from '../Panel';
import { Hidden } from '../text';

/** The page while nothing was read yet. */
export function ClustersSkeleton() {
  const t = useText();
  return (
    <div aria-busy="true">
      <Hidden role="status">{t('common.loading')}</Hidden>
      <Skeleton variant="rounded" height={76} sx={{ mb: 2 }} />
      <Skeleton variant="rounded" height={36} width="60%" sx={{ mb: 2 }} />
      <Panel>
        {[0, 1, 2, 3, 4, 5].map(row => (
          <Skeleton key={row} height={56} sx={{ mx: 2 }} />
        ))}
      </Panel>
    </div>
  );
}
