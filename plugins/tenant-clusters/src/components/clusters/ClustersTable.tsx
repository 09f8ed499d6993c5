import { styled } from '@mui/material/styles';
import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  flexRender,
  getCoreRowModel,
  useReactTable,
  type Row,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useText } from '../../hooks/useText';
import type { ClusterGroup } from '../../model/clusterFilters';
import { clusterKey } from '../../model/clusterKey';
import { groupClusters } from '../../model/groupClusters';
import { DataTable } from '../DataTable';
import { COLUMN_WIDTHS, clusterColumns } from './clusterColumns';
import { useAmbiguous } from './useAmbiguous';

/** Up to here all rows are drawn, and the page scrolls; beyond, the table scrolls and draws what is seen. */
const VIRTUAL_FROM = 150;

/** Pixels of a row before it was measured. */
const ROW_HEIGHT = 57;

const Scroll = styled('div')({ overflow: 'auto', borderRadius: 8 });

type Line =
  | { type: 'group'; key: string; label: string; count: number }
  | { type: 'row'; key: string; row: Row<ClusterSummary> };

interface ClustersTableProps {
  items: ClusterSummary[];
  totalItems: number;
  group: ClusterGroup;
}

/** The fleet as a table. */
export function ClustersTable({
  items,
  totalItems,
  group,
}: ClustersTableProps) {
  const t = useText();
  const scroll = useRef<HTMLDivElement>(null);
  const isAmbiguous = useAmbiguous(items);
  const columns = useMemo(
    () => clusterColumns(t, isAmbiguous),
    [t, isAmbiguous],
  );
  const table = useReactTable({
    data: items,
    columns,
    getCoreRowModel: getCoreRowModel(),
    getRowId: cluster => clusterKey(cluster.ref),
  });
  const { rowsById } = table.getRowModel();

  const lines = useMemo<Line[]>(
    () =>
      groupClusters(items, group).flatMap(({ value, items: members }) => [
        ...(group === 'none'
          ? []
          : [
              {
                type: 'group' as const,
                key: `group:${value}`,
                label: value ?? t('common.none'),
                count: members.length,
              },
            ]),
        ...members.map(member => {
          const key = clusterKey(member.ref);
          return { type: 'row' as const, key, row: rowsById[key] };
        }),
      ]),
    [items, group, rowsById, t],
  );

  const virtual = lines.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: lines.length,
    enabled: virtual,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: index => lines[index].key,
    overscan: 12,
  });
  const seen = virtualizer.getVirtualItems();
  const before = virtual ? seen[0]?.start ?? 0 : 0;
  const after = virtual
    ? virtualizer.getTotalSize() - (seen.at(-1)?.end ?? 0)
    : 0;
  const shown = virtual
    ? seen.map(item => item.index)
    : lines.map((_, index) => index);

  const draw = (index: number) => {
    const line = lines[index];
    const common = {
      'data-index': index,
      ref: virtual ? virtualizer.measureElement : undefined,
    };
    if (line.type === 'group') {
      return (
        <tr key={line.key} {...common}>
          <th scope="colgroup" colSpan={columns.length}>
            {line.label} ({line.count})
          </th>
        </tr>
      );
    }
    return (
      <tr key={line.key} {...common} aria-rowindex={index + 2}>
        {line.row.getVisibleCells().map(cell => (
          <td key={cell.id}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </td>
        ))}
      </tr>
    );
  };

  return (
    <Scroll
      ref={scroll}
      style={virtual ? { maxHeight: 'calc(100vh - 220px)' } : undefined}
      tabIndex={virtual ? 0 : undefined}
    >
      <DataTable
        aria-label={t('clusters.tableLabel')}
        aria-rowcount={totalItems + 1}
      >
        <colgroup>
          {COLUMN_WIDTHS.map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map(headers => (
            <tr key={headers.id}>
              {headers.headers.map(header => (
                <th key={header.id} scope="col">
                  {flexRender(
                    header.column.columnDef.header,
                    header.getContext(),
                  )}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} aria-hidden="true" />}
          {shown.map(draw)}
          {after > 0 && <tr style={{ height: after }} aria-hidden="true" />}
        </tbody>
      </DataTable>
    </Scroll>
  );
}
