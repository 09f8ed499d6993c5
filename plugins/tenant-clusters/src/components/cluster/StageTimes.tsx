import { styled } from '@mui/material/styles';
import type { Stage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useNow } from '../../hooks/useNow';
import { useText } from '../../hooks/useText';
import {
  formatDuration,
  formatRange,
  isApproximate,
  secondsSince,
} from '../../model/durations';
import { Clock } from '../Time';
import { Muted } from '../text';

const When = styled(Muted)({
  marginLeft: 'auto',
  whiteSpace: 'nowrap',
  '@media (max-width: 600px)': {
    whiteSpace: 'normal',
    marginLeft: 0,
    width: '100%',
  },
});

/** When a stage began and ended, how long it took or takes, and how long it usually does. */
export function StageTimes({ stage }: { stage: Stage }) {
  const t = useText();
  const now = useNow(1_000);
  const { startedAt, finishedAt, usual, state } = stage;
  const over = state === 'done' || state === 'skipped';
  const seconds =
    stage.durationSeconds ??
    (over ? undefined : secondsSince(startedAt?.at, now));
  const takes = (() => {
    if (seconds === undefined || (over && seconds < 1)) {
      return undefined;
    }
    const duration = formatDuration(seconds);
    return isApproximate(startedAt) ? t('time.about', { duration }) : duration;
  })();
  const usually =
    usual && !over
      ? t('time.usually', {
          duration: formatRange({
            from: usual.medianSeconds,
            to: usual.p90Seconds,
            join: t('time.to'),
          }),
        })
      : undefined;
  const words = [takes, usually].filter(Boolean).join(', ');
  const moment = startedAt ?? finishedAt;
  const lasted =
    startedAt && finishedAt && (seconds === undefined || seconds >= 60);

  return (
    <When>
      {moment && <Clock fact={moment} />}
      {lasted && (
        <>
          {' → '}
          <Clock fact={finishedAt} />
        </>
      )}
      {moment && !over && ' →'}
      {moment && words && ' · '}
      {words}
    </When>
  );
}
