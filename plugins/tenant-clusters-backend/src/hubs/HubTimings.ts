/** All waiting of a hub's watcher, in milliseconds unless it says otherwise. Tests make it short. */
export interface HubTimings {
  /** Watchers wait at random for up to so long before they start, those of a replica alike, so that replicas do not all list at once. */
  startJitter: number;
  /** Between connecting and the first byte of headers. */
  headers: number;
  /** A stream that says nothing for so long is cut. A live one has a bookmark a minute. */
  silence: number;
  /** A streamed list that pauses for so long without its final bookmark comes from a server that does not know them. */
  initialEvents: number;
  /** Bounds, in seconds, of the lifetime that is asked for a watch. */
  watchSeconds: [number, number];
  /** A watch that ends sooner, having said nothing, counts as an error. */
  shortestWatch: number;
  backoff: { initial: number; cap: number; resetAfter: number };
  /** Longest `Retry-After` that is believed. */
  retryAfterCap: number;
  /** Between checks that a kind is still absent. */
  absent: number;
  /** Between checks of a hub that is well. */
  probe: number;
  /** Between checks of a hub that is not; doubles from the first to the second. */
  probeRetry: [number, number];
  /** After a CRD changed: until discovery, and from there until one more, since it lags behind. */
  discovery: [number, number];
  /** What is found to be watched within so long is begun together. */
  replan: number;
  /** Between discoveries without a cause. */
  rediscovery: number;
  /** Between looks at the managed kinds that are not watched. */
  managedProbe: number;
  /** A managed kind without objects or references is let go after so long. */
  managedIdle: number;
  /** Least time between two reports that a hub was heard. */
  heard: number;
}

export const DEFAULT_HUB_TIMINGS: HubTimings = {
  startJitter: 5_000,
  headers: 15_000,
  silence: 150_000,
  initialEvents: 10_000,
  watchSeconds: [300, 600],
  shortestWatch: 1_000,
  backoff: { initial: 800, cap: 30_000, resetAfter: 120_000 },
  retryAfterCap: 60_000,
  absent: 60_000,
  probe: 60_000,
  probeRetry: [1_000, 10_000],
  discovery: [300, 5_000],
  replan: 20,
  rediscovery: 600_000,
  managedProbe: 300_000,
  managedIdle: 600_000,
  heard: 1_000,
};
