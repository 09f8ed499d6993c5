import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Say } from '../translation/say';

/** What else tells clusters apart, in words. */
export function clusterFacts(
  { ref, state, environment, tenant }: ClusterSummary,
  t: Say,
): string {
  return [t(`state.${state}`), tenant ?? ref.namespace, environment, ref.hub]
    .filter(Boolean)
    .join(' · ');
}

/** One cluster among those to choose from: its name, and below it its state, whose it is and where. */
export function ClusterLine({
  cluster,
  t,
}: {
  cluster: ClusterSummary;
  t: Say;
}) {
  return (
    <Stack sx={{ minWidth: 0 }}>
      <Typography variant="body1" sx={{ overflowWrap: 'anywhere' }}>
        {cluster.ref.name}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {clusterFacts(cluster, t)}
      </Typography>
    </Stack>
  );
}
