import type { ClusterState } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../hooks/useText';
import { CLUSTER_LOOKS, lookOf, REMOVED_LOOK } from '../model/looks';
import { StateLabel } from './StateLabel';

export function ClusterStateLabel(props: {
  state: ClusterState;
  /** Its removal came to its end: the model knows no state of what is not there. */
  removed?: boolean;
}) {
  const { state, removed = false } = props;
  const t = useText();
  if (removed) {
    return <StateLabel look={REMOVED_LOOK}>{t('cluster.removed')}</StateLabel>;
  }
  return (
    <StateLabel look={lookOf(CLUSTER_LOOKS, state)}>
      {Object.hasOwn(CLUSTER_LOOKS, state) ? t(`state.${state}`) : state}
    </StateLabel>
  );
}
