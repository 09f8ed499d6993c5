import {
  stringifyClusterRef,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useMemo } from 'react';

/**
 * Tells whether another cluster of the list has the same hub, namespace and name: then its kind has to be said. The same
 * function as long as it says the same: columns are made of it, and other columns are other cells, in which nobody has the focus.
 */
export function useAmbiguous(items: ClusterSummary[]) {
  const ambiguous = useMemo(() => {
    const seen = new Set<string>();
    const repeated = new Set<string>();
    for (const { ref } of items) {
      const address = stringifyClusterRef(ref);
      (seen.has(address) ? repeated : seen).add(address);
    }
    return [...repeated].sort().join('\n');
  }, [items]);
  return useMemo(() => {
    const shared = new Set(ambiguous.split('\n'));
    return ({ ref }: ClusterSummary) => shared.has(stringifyClusterRef(ref));
  }, [ambiguous]);
}
