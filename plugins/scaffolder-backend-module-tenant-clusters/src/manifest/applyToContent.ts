import type { Change, Place } from './types';

type Container = Record<string | number, unknown>;

function containerAt(content: unknown, place: Place): Container {
  let value = content;
  for (const step of place) {
    value = (value as Container)[step];
  }
  return value as Container;
}

/** Makes a change on values alone: what the text has to mean after it, to hold the text's edit against. */
export function applyToContent(content: unknown, change: Change): unknown {
  const { place } = change;
  if (change.type === 'insertField') {
    containerAt(content, place)[change.key] = change.value;
    return content;
  }
  if (change.type === 'insertItem') {
    const list = containerAt(content, place) as unknown as unknown[];
    list.splice(change.index, 0, change.value);
    return content;
  }
  const last = place[place.length - 1];
  const container = containerAt(content, place.slice(0, -1));
  if (change.type === 'replace') {
    if (place.length === 0) {
      return change.value;
    }
    container[last] = change.value;
  } else if (Array.isArray(container)) {
    container.splice(Number(last), 1);
  } else {
    delete container[last];
  }
  return content;
}
