import {
  stringifyClusterRef,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useMemo } from 'react';

/** Tells whether another cluster of the list has the same hub, namespace and name: then its kind has to be said. */
export function useAmbiguous(items: ClusterSummary[]) {
  return useMemo(() => {
    const seen = new Map<string, number>();
    for (const { ref } of items) {
      const address = stringifyClusterRef(ref);
      seen.set(address, (seen.get(address) ?? 0) + 1);
    }
    return ({ ref }: ClusterSummary) =>
      (seen.get(stringifyClusterRef(ref)) ?? 0) > 1;
  }, [items]);
}
