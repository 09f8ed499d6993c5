import type { RepositoryState, RequestReader } from '../requests/types';
import type { Meter } from './Meter';

/** Measures how platform repositories are read, and what GitHub still allows. */
export function observeRepositories(options: {
  meter: Meter;
  requests: RequestReader;
  /** Milliseconds since the epoch. */
  now?: () => number;
}): void {
  const { meter, requests, now = Date.now } = options;
  meter.observe('tenant_clusters.repository.staleness', observe => {
    for (const repository of requests.repositories()) {
      if (repository.heardAt) {
        const silence = now() - Date.parse(repository.heardAt);
        observe(Math.max(0, silence) / 1_000, attributesOf(repository));
      }
    }
  });
  meter.observe('tenant_clusters.repository.rate_limit.remaining', observe => {
    for (const repository of requests.repositories()) {
      if (repository.rateLimit) {
        observe(repository.rateLimit.remaining, attributesOf(repository));
      }
    }
  });
}

/** An address may hold credentials; its host and path do not. */
function attributesOf({ hub, url }: RepositoryState) {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return {
    hub,
    repository: address
      ? `${address.host}${address.pathname.replace(/(\.git)?\/*$/, '')}`
      : 'unknown',
  };
}
