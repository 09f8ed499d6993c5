import { useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { tenantClustersApiRef, type LiveStatus } from '../api';

export function useLiveStatus(): LiveStatus {
  const { stream } = useApi(tenantClustersApiRef);
  return useSyncExternalStore(stream.onStatus, stream.getStatus);
}
