import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../hooks/useText';
import type { ResourceRow } from '../../model/resourceRows';
import { DataTable } from '../DataTable';
import { ResourceTreeRow } from './ResourceTreeRow';
import { treeMove } from './treeKeys';

const Grid = styled(DataTable)(({ theme }) => ({
  '& tbody tr[data-selected]': {
    background: theme.palette.action.selected,
    boxShadow: 'inset 3px 0 0 currentColor',
  },
  '& tbody tr': { cursor: 'pointer' },
  '& tbody tr:focus-visible': {
    outline: '2px solid currentColor',
    outlineOffset: -2,
  },
  '& td': { padding: '6px 12px', verticalAlign: 'top' },
  // On a narrow page the row itself says what the dropped columns would.
  '@media (max-width: 600px)': {
    '& th:nth-of-type(n+3), & td:nth-of-type(n+3)': { display: 'none' },
    '& col:nth-of-type(n+3)': { display: 'none' },
    '& col:nth-of-type(1)': { width: 'auto !important' },
    '& col:nth-of-type(2)': { width: '122px !important' },
    '& td': { padding: '6px 8px' },
  },
}));

interface ResourceTreegridProps {
  label: string;
  rows: ResourceRow[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  onToggle: (id: string, expanded: boolean) => void;
}

/** The resources as an indented list that the keyboard walks as a tree. */
export function ResourceTreegrid(props: ResourceTreegridProps) {
  const t = useText();
  const { rows, selected, onSelect, onToggle } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState<string>();
  const moved = useRef(false);
  const position = rows.findIndex(row => row.id === (current ?? selected));
  const active = Math.max(0, position);

  useEffect(() => {
    if (moved.current) {
      moved.current = false;
      body.current?.querySelectorAll('tr')[active]?.focus();
    }
  }, [active]);

  const choose = (row: ResourceRow) => {
    setCurrent(row.id);
    if (row.type === 'fold') {
      onToggle(row.id, true);
    } else {
      onSelect(row.id);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const move = treeMove(rows, active, event.key);
    if (!move) {
      return;
    }
    event.preventDefault();
    const row = rows[move.index];
    if (move.type === 'focus') {
      moved.current = true;
      setCurrent(row.id);
    } else if (move.type === 'toggle') {
      onToggle(row.id, move.expanded);
    } else {
      choose(row);
    }
  };

  return (
    <Grid role="treegrid" aria-label={props.label} onKeyDown={onKeyDown}>
      <colgroup>
        <col style={{ width: '44%' }} />
        <col style={{ width: 136 }} />
        <col style={{ width: 80 }} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('resources.columnName')}</th>
          <th scope="col">{t('resources.columnState')}</th>
          <th scope="col">{t('resources.columnSince')}</th>
          <th scope="col">{t('resources.columnSays')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <ResourceTreeRow
            key={row.id}
            row={row}
            tabIndex={index === active ? 0 : -1}
            selected={row.id === selected}
            onChoose={() => choose(row)}
            onToggle={expanded => onToggle(row.id, expanded)}
          />
        ))}
      </tbody>
    </Grid>
  );
}
