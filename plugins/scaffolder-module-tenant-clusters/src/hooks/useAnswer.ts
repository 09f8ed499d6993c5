import { useEffect, useRef, useState } from 'react';

/** An answer that is on its way, there, or not to be had. */
export type Answer<T> =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'there'; value: T }
  | { state: 'failed'; error: Error };

/**
 * Asks `question` whenever `key`, which says all that the question depends on, changes and stays unchanged for `delay`
 * milliseconds; an answer to an older question is dropped. An undefined key asks nothing.
 */
export function useAnswer<T>(
  key: string | undefined,
  question: () => Promise<T>,
  delay = 0,
): Answer<T> {
  const [held, setHeld] = useState<{ key: string; answer: Answer<T> }>();
  const latestQuestion = useRef(question);
  useEffect(() => {
    latestQuestion.current = question;
  });
  useEffect(() => {
    if (key === undefined) {
      return undefined;
    }
    let current = true;
    const hold = (answer: Answer<T>) => current && setHeld({ key, answer });
    const timer = setTimeout(() => {
      latestQuestion.current().then(
        value => hold({ state: 'there', value }),
        error => hold({ state: 'failed', error }),
      );
    }, delay);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, delay]);
  if (key === undefined) {
    return { state: 'none' };
  }
  return held?.key === key ? held.answer : { state: 'asking' };
}
