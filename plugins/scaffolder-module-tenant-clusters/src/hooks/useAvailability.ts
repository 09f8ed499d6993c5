import type { AvailabilityQuery } from '../api/clusterRules';
import { saySentence } from '../translation/say';
import { useAnswer } from './useAnswer';
import { useClusterRules } from './useClusterRules';
import { useSay } from './useSay';

const TYPING_PAUSE_MS = 300;

/** Asks as one types whether values are free; an undefined query asks nothing. `unsure` says what could not be looked at. */
export function useAvailability(query: AvailabilityQuery | undefined) {
  const t = useSay();
  const rules = useClusterRules();
  const answer = useAnswer(
    query && JSON.stringify(query),
    () => rules.availability(query!),
    TYPING_PAUSE_MS,
  );
  const availability = answer.state === 'there' ? answer.value : undefined;
  const unsure = () => {
    if (answer.state === 'failed') {
      return t('check.failed');
    }
    return availability?.unchecked.length
      ? t('check.unchecked', {
          what: availability.unchecked
            .map(sentence => saySentence(t, sentence))
            .join(' '),
        })
      : undefined;
  };
  return {
    asking: answer.state === 'asking',
    availability,
    unsure: unsure(),
  };
}
