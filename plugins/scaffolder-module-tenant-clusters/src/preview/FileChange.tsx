import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import type { PreviewFile } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useSay } from '../hooks/useSay';
import { DiffTable } from './DiffTable';
import { visibleText } from './visibleText';

/** A file of the preview, with what becomes of it; opened and closed like any disclosure. */
export function FileChange(props: { file: PreviewFile; open: boolean }) {
  const { file, open } = props;
  const { path, change, binary, additions, deletions, truncated } = file;
  const t = useSay();
  const name = visibleText(path);
  const counts = t('preview.counts', {
    additions: String(additions),
    deletions: String(deletions),
  });
  return (
    <Box
      component="details"
      open={open}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        overflow: 'hidden',
      }}
    >
      <Box
        component="summary"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 1,
          rowGap: 0.5,
          px: 1.5,
          py: 1,
          cursor: 'pointer',
          backgroundColor: 'action.hover',
          listStyle: 'none',
          '&::-webkit-details-marker': { display: 'none' },
          '&::before': {
            content: '"▸"',
            width: '1em',
            transition: 'none',
          },
          'details[open] > &::before': { content: '"▾"' },
          '&:focus-visible': {
            outline: '2px solid',
            outlineColor: 'primary.main',
            outlineOffset: '-2px',
          },
        }}
      >
        <Chip
          size="small"
          variant="outlined"
          label={t(`preview.change.${change}`)}
          // The theme of the portal sets chips apart from what follows below.
          sx={{ m: 0 }}
        />
        <Typography
          component="span"
          variant="body2"
          sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere', flex: 1 }}
        >
          {name}
        </Typography>
        {!binary && (
          <Typography component="span" variant="body2" noWrap>
            <span role="img" aria-label={counts}>
              <Box component="span" sx={{ color: 'success.main' }}>
                +{additions}
              </Box>{' '}
              <Box component="span" sx={{ color: 'error.main' }}>
                −{deletions}
              </Box>
            </span>
          </Typography>
        )}
      </Box>
      {binary ? (
        <Typography variant="body2" sx={{ p: 1.5 }}>
          {t('preview.binary')}
        </Typography>
      ) : (
        <DiffTable diff={file.diff} label={name} />
      )}
      {truncated && (
        <Typography variant="body2" sx={{ px: 1.5, py: 1 }}>
          {t('preview.truncated')}
        </Typography>
      )}
    </Box>
  );
}
