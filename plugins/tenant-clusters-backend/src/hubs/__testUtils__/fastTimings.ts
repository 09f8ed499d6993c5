import { DEFAULT_HUB_TIMINGS, HubTimings } from '../HubTimings';

/** All waiting, some thousand times shorter. */
export const FAST_TIMINGS: HubTimings = {
  ...DEFAULT_HUB_TIMINGS,
  startJitter: 0,
  headers: 300,
  silence: 200,
  initialEvents: 60,
  shortestWatch: 5,
  backoff: { initial: 2, cap: 20, resetAfter: 1_000 },
  retryAfterCap: 50,
  absent: 20,
  probe: 60,
  probeRetry: [10, 30],
  discovery: [2, 20],
  replan: 2,
  rediscovery: 5_000,
  managedProbe: 50,
  managedIdle: 100,
  heard: 5,
};
