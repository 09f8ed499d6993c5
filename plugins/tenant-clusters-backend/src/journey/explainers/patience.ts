const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * How long a cause may last before a person must act, in milliseconds. They stand together so that they can be weighed against
 * each other; each explainer picks one.
 */
export const PATIENCE = {
  /** It cannot pass by itself. */
  none: 0,
  /** Several systems poll each minute or three: give them a turn. */
  aFewTurns: 5 * MINUTE,
  /** A Sensor starts a workflow within seconds; a restart of its pod takes a minute. */
  event: 3 * MINUTE,
  /** Long enough for a provider to try again a few times. */
  retries: 2 * MINUTE,
  /** A gate is there to be waited at, but not to be forgotten. */
  gate: 15 * MINUTE,
  /** Clouds take up to half an hour for a control plane. */
  creation: HOUR,
  /** Clouds take a quarter of an hour to take a control plane down, and what uses something is given as long to go. */
  deletion: 30 * MINUTE,
  /** Layers that depend on each other are tried again each half minute, and each installs something. */
  layers: 15 * MINUTE,
  /** Longer than a weekend, which many windows deny. */
  window: 3 * 24 * HOUR,
  /** A review is work of the day, not of the minute. */
  review: 3 * 24 * HOUR,
} as const;
