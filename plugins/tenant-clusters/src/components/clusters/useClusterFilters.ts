import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readClusterFilters,
  writeClusterFilters,
  type ClusterFilters,
} from '../../model/clusterFilters';

/** The filters in the address, and a way to change some of them. Typing replaces the entry of the browser's history. */
export function useClusterFilters() {
  const [params, setParams] = useSearchParams();
  const address = params.toString();
  const filters = useMemo(
    () => readClusterFilters(new URLSearchParams(address)),
    [address],
  );
  const change = useCallback(
    (some: Partial<ClusterFilters>) =>
      setParams(
        before =>
          writeClusterFilters({ ...readClusterFilters(before), ...some }),
        { replace: some.text !== undefined },
      ),
    [setParams],
  );
  return { filters, change };
}
