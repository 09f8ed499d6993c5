import { styled } from '@mui/material/styles';
import type { ApplicationTotals } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import type { Look } from '../../model/looks';
import { StateLabel } from '../StateLabel';
import { Hidden, Muted } from '../text';

const Row = styled('span')({
  display: 'inline-flex',
  flexWrap: 'wrap',
  gap: 4,
});

/** How a cluster's applications are doing: healthy, progressing, failing. */
export function ApplicationsCell(props: {
  totals: ApplicationTotals;
  stale: boolean;
}) {
  const t = useText();
  const { total, healthy, progressing, failing } = props.totals;
  if (total === 0) {
    return (
      <Muted>
        <span aria-hidden="true">–</span>
        <Hidden>{t('clusters.appsNone')}</Hidden>
      </Muted>
    );
  }
  const pill = (look: Look, count: number, text: string) =>
    count > 0 && (
      <span title={text}>
        <StateLabel look={props.stale ? { ...look, tone: 'idle' } : look}>
          <span aria-hidden="true">
            {props.stale
              ? t('clusters.appsThen', { number: String(count) })
              : count}
          </span>
          <Hidden>{text}</Hidden>
        </StateLabel>
      </span>
    );
  return (
    <Row>
      {pill(
        { sign: 'check', tone: 'ok' },
        healthy,
        t('clusters.appsHealthy', { count: healthy }),
      )}
      {pill(
        { sign: 'quarter', tone: 'run' },
        progressing,
        t('clusters.appsProgressing', { count: progressing }),
      )}
      {pill(
        { sign: 'cross', tone: 'bad' },
        failing,
        t('clusters.appsFailing', { count: failing }),
      )}
    </Row>
  );
}
