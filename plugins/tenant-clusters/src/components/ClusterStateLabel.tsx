import type { ClusterState } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../hooks/useText';
import { CLUSTER_LOOKS, lookOf } from '../model/looks';
import { StateLabel } from './StateLabel';

export function ClusterStateLabel({ state }: { state: ClusterState }) {
  const t = useText();
  return (
    <StateLabel look={lookOf(CLUSTER_LOOKS, state)}>
      {Object.hasOwn(CLUSTER_LOOKS, state) ? t(`state.${state}`) : state}
    </StateLabel>
  );
}
