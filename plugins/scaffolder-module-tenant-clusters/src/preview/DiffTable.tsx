import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { alpha, type Theme } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import { useSay } from '../hooks/useSay';
import { diffRows, type DiffRow } from './diffRows';
import { visibleText } from './visibleText';

/** Lines that are drawn before somebody asks for the rest. */
const FIRST_ROWS = 200;

const SIGNS: Record<DiffRow['kind'], string> = {
  added: '+',
  removed: '−',
  context: ' ',
  gap: '⋯',
  note: ' ',
};

const tint = (theme: Theme, kind: DiffRow['kind']) => {
  const shade = theme.palette.mode === 'dark' ? 0.22 : 0.12;
  const tints: Partial<Record<DiffRow['kind'], string>> = {
    added: alpha(theme.palette.success.main, shade),
    removed: alpha(theme.palette.error.main, shade),
    gap: theme.palette.action.hover,
  };
  return tints[kind];
};

/** The lines of one file's diff. Each says by a sign before it, besides its colour, what becomes of it. */
export function DiffTable(props: { diff: string; label: string }) {
  const { diff, label } = props;
  const t = useSay();
  const [whole, setWhole] = useState(false);
  const rows = useMemo(() => diffRows(diff), [diff]);
  const shown = whole ? rows : rows.slice(0, FIRST_ROWS);
  const names: Partial<Record<DiffRow['kind'], string>> = {
    added: t('preview.line.added'),
    removed: t('preview.line.removed'),
    gap: t('preview.line.gap'),
  };
  return (
    <>
      <Box
        component="div"
        role="region"
        aria-label={label}
        // Wide lines are reached with the arrow keys.
        tabIndex={0}
        sx={{ overflowX: 'auto' }}
      >
        <Box
          component="table"
          sx={{
            borderCollapse: 'collapse',
            minWidth: '100%',
            fontFamily: 'monospace',
            fontSize: 13,
            lineHeight: 1.55,
          }}
        >
          <tbody>
            {shown.map((row, index) => (
              <Box
                component="tr"
                key={index}
                sx={{ backgroundColor: theme => tint(theme, row.kind) }}
              >
                <LineNumber value={row.before} />
                <LineNumber value={row.after} />
                <Box
                  component="td"
                  sx={{ px: 1, userSelect: 'none', fontWeight: 700 }}
                >
                  <span
                    role={names[row.kind] ? 'img' : undefined}
                    aria-label={names[row.kind]}
                  >
                    {SIGNS[row.kind]}
                  </span>
                </Box>
                <Box
                  component="td"
                  sx={{
                    pr: 2,
                    width: '100%',
                    whiteSpace: 'pre',
                    unicodeBidi: 'isolate',
                    color: row.kind === 'note' ? 'text.secondary' : undefined,
                  }}
                >
                  {visibleText(row.text)}
                </Box>
              </Box>
            ))}
          </tbody>
        </Box>
      </Box>
      {shown.length < rows.length && (
        <Button size="small" onClick={() => setWhole(true)} sx={{ m: 0.5 }}>
          {t('preview.allLines', { lines: String(rows.length) })}
        </Button>
      )}
    </>
  );
}

function LineNumber({ value }: { value?: number }) {
  return (
    <Box
      component="td"
      aria-hidden
      sx={{
        px: 1,
        minWidth: '2.5em',
        textAlign: 'right',
        userSelect: 'none',
        color: 'text.secondary',
        display: { xs: 'none', sm: 'table-cell' },
      }}
    >
      {value}
    </Box>
  );
}
