import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';

/**
 * Chooses a value where there is nothing to choose: the only one there is, while the field is empty.
 *
 * A form makes its new data from the data that it was rendered with and one field's new value. Two fields that choose in one
 * render, or one that does while a person types, would each undo what the other did. So each choice is made in a turn of its own
 * and is drawn before anything else can happen: what comes next finds it there.
 */
export function useAutomaticChoice<T>(options: {
  value: T | undefined;
  only: T | undefined;
  choose: (value: T) => void;
}): void {
  const { value, only, choose } = options;
  const latestChoose = useRef(choose);
  useEffect(() => {
    latestChoose.current = choose;
  });
  useEffect(() => {
    if (value || !only) {
      return undefined;
    }
    const turn = setTimeout(() => {
      flushSync(() => latestChoose.current(only));
    });
    return () => clearTimeout(turn);
  }, [value, only]);
}
