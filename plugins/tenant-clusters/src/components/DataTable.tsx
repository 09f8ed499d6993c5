import { styled } from '@mui/material/styles';

/** A table with hairlines; its columns are laid out by their given widths, so that live values never move them. */
export const DataTable = styled('table')(({ theme }) => {
  const line = `1px solid ${
    theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
  }`;
  return {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 0,
    '& th': {
      fontSize: 12,
      fontWeight: 600,
      textAlign: 'left',
      color: theme.palette.mode === 'dark' ? '#a9b3bf' : '#59646f',
      padding: '9px 12px',
      borderBottom: line,
      overflowWrap: 'anywhere',
    },
    '& thead th': {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      background: theme.palette.background.paper,
    },
    '& thead th:first-of-type': { borderTopLeftRadius: 8 },
    '& thead th:last-of-type': { borderTopRightRadius: 8 },
    '& td': {
      padding: '8px 12px',
      borderBottom: line,
      verticalAlign: 'middle',
      overflowWrap: 'anywhere',
    },
    '& tbody tr:hover > td': { background: theme.palette.action.hover },
    '& tbody tr:last-of-type > td': { borderBottom: 0 },
  };
});
