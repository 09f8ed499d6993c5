import type { ProjectedEventSource } from '../../projections';
import { EVENT_LABEL } from './fixedKinds';

/** `key operator value` with an operator that picks objects; one that only leaves some out picks no events. */
const PICKING =
  /^(?<key>[\w./-]+) (?:(?<operator>==?) (?<value>[\w.-]{1,63})|exists\b.*)$/;

/**
 * Label selectors of the ConfigMaps that EventSources of a platform's own listen to, each once. One without a label picks too
 * much: nothing is watched for it. ConfigMaps with the label of our own events are watched anyway.
 *
 * Source of the operators: argoproj/argo-events:pkg/eventsources/sources/resource/start.go (`LabelSelector`).
 */
export function eventSelectors(
  eventSources: Iterable<ProjectedEventSource>,
): string[] {
  const selectors = new Set<string>();
  for (const { resources } of eventSources) {
    for (const { group, resource, labels } of resources) {
      const picking = labels
        .flatMap<{ [name: string]: string }>(
          label => PICKING.exec(label)?.groups ?? [],
        )
        .map(({ key, value }) =>
          value === undefined ? key : `${key}=${value}`,
        )
        .sort();
      if (
        group === '' &&
        resource === 'configmaps' &&
        picking.length > 0 &&
        !picking.some(term => term.split('=')[0] === EVENT_LABEL)
      ) {
        selectors.add(picking.join(','));
      }
    }
  }
  return [...selectors].sort();
}
