import { useEffect, useState } from 'react';

/** An answer that is on its way, there, or not to be had. */
export type Answer<T> =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'there'; value: T }
  | { state: 'failed'; error: Error };

/**
 * Asks `question` whenever `key` changes and stays unchanged for `delay` milliseconds; an answer to an older question is dropped.
 * An undefined key asks nothing.
 */
export function useAnswer<T>(
  key: string | undefined,
  question: () => Promise<T>,
  delay = 0,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ state: 'none' });
  useEffect(() => {
    if (key === undefined) {
      setAnswer({ state: 'none' });
      return undefined;
    }
    let current = true;
    setAnswer({ state: 'asking' });
    const timer = setTimeout(() => {
      question().then(
        value => current && setAnswer({ state: 'there', value }),
        error => current && setAnswer({ state: 'failed', error }),
      );
    }, delay);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // The key says all that the question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, delay]);
  return answer;
}
