import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createColumnHelper } from '@tanstack/react-table';
import type { Text } from '../../hooks/useText';
import { ClusterStateLabel } from '../ClusterStateLabel';
import { ApplicationsCell } from './ApplicationsCell';
import { ClusterNameCell } from './ClusterNameCell';
import { HappeningCell } from './HappeningCell';
import { HeardCell } from './HeardCell';
import { JourneyCell } from './JourneyCell';

const column = createColumnHelper<ClusterSummary>();

/** The table is laid out by them alone, so that live values never move a column. */
export const COLUMN_WIDTHS = ['20%', 132, 132, 'auto', 108, 94, 76] as const;

/** The columns of the Clusters table. */
export function clusterColumns(
  t: Text,
  isAmbiguous: (cluster: ClusterSummary) => boolean,
) {
  return [
    column.display({
      id: 'cluster',
      header: t('clusters.columnCluster'),
      cell: ({ row }) => (
        <ClusterNameCell
          cluster={row.original}
          ambiguous={isAmbiguous(row.original)}
        />
      ),
    }),
    column.accessor('state', {
      header: t('clusters.columnState'),
      cell: ({ getValue }) => <ClusterStateLabel state={getValue()} />,
    }),
    column.display({
      id: 'journey',
      header: t('clusters.columnJourney'),
      cell: ({ row }) => <JourneyCell cluster={row.original} />,
    }),
    column.display({
      id: 'happening',
      header: t('clusters.columnHappening'),
      cell: ({ row }) => <HappeningCell cluster={row.original} />,
    }),
    column.accessor('applications', {
      header: t('clusters.columnApplications'),
      cell: ({ getValue, row }) => (
        <ApplicationsCell totals={getValue()} stale={row.original.stale} />
      ),
    }),
    column.accessor('kubernetesVersion', {
      header: t('clusters.columnKubernetes'),
      cell: ({ getValue }) => getValue() ?? '–',
    }),
    column.display({
      id: 'heard',
      header: t('clusters.columnHeard'),
      cell: ({ row }) => <HeardCell cluster={row.original} />,
    }),
  ];
}
