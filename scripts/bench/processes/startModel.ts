import { loadParts } from './trackerParts.ts';

const STALE_AFTER_MS = 180_000;

const logger = {
  error: (...words: unknown[]) => console.error(...words),
  warn: (...words: unknown[]) => console.warn(...words),
  info: () => {},
  debug: () => {},
  child: () => logger,
};

/** Watches hubs into a fleet model, with no journeys, history or doors. */
export function startModel(hubs: { name: string; path: string }[]): void {
  const { DefaultFleet, HubWatcher } = loadParts();
  const fleet = new DefaultFleet({
    onListenerError: (error: unknown) => console.error(error),
  });
  for (const { name, path } of hubs) {
    HubWatcher.create({
      config: {
        name,
        title: name,
        kubernetes: { type: 'kubeconfig', path },
        argocd: [],
        clusterKinds: [],
        staleAfter: STALE_AFTER_MS,
      },
      fleet,
      logger,
      // Replicas start apart; what is measured is the sync.
      timings: { startJitter: 0 },
    }).start(new AbortController().signal);
  }
}
