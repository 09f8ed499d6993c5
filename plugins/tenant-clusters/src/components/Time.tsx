import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useLanguage } from '../hooks/useLanguage';
import { useNow } from '../hooks/useNow';
import { useText } from '../hooks/useText';
import {
  formatClock,
  formatDuration,
  isApproximate,
  secondsSince,
} from '../model/durations';

/** A time of day that says in its title how it is known. */
export function Clock({ fact }: { fact: TimeFact }) {
  const t = useText();
  const language = useLanguage();
  const now = useNow(60_000);
  const title =
    fact.source === 'object'
      ? fact.at
      : `${fact.at} (${t(`time.${fact.source}`)})`;
  return (
    <time dateTime={fact.at} title={title}>
      {formatClock({ at: fact.at, now, language })}
    </time>
  );
}

/** How long something has lasted, ticking; "about" where it was only observed. Empty for what is no time. */
export function useElapsed(fact: TimeFact | undefined, step = 1_000): string {
  const t = useText();
  const now = useNow(step);
  const seconds = secondsSince(fact?.at, now);
  if (seconds === undefined) {
    return '';
  }
  const duration = formatDuration(seconds);
  return isApproximate(fact) ? t('time.about', { duration }) : duration;
}

/** How long ago, ticking. */
export function Elapsed({ at }: { at: string }) {
  const elapsed = useElapsed({ at, source: 'object' });
  return (
    <time dateTime={at} title={at}>
      {elapsed}
    </time>
  );
}
