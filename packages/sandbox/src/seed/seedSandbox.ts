import { Forge } from '../forge';
import { HubStore } from '../hub/store/types';
import { SandboxClock } from '../SandboxClock';
import { bootstrapHub } from './bootstrapHub';
import { botLogin } from './sampleOrganisation';
import { SampleRequest } from './sampleRequests';
import {
  cloneUrl,
  mergeSample,
  openSample,
  platformFiles,
  platformRepository,
  seedRepositories,
} from './seedForge';
import { isBootstrapped, isSettled, waitForHub } from './settle';

const settleTimeoutMs = 120_000;
/** The platform's history begins this long before the first request is merged. */
const bootstrapLeadMs = 3600_000;

/** How time is made to pass while the history is made. */
export interface Pace {
  clock: SandboxClock;
  /** Lets the hub's controllers work this many times faster than usual. */
  setSpeed(speed: number): void;
  /** How fast the history is lived through. */
  speed: number;
}

/**
 * Fills an empty forge and an empty hub with a history: a platform repository, clusters that run, one that is stuck, and
 * a request that waits for its review. Each request is merged at its own moment in the past, and the hub's controllers
 * carry it out then and there, at a high speed: nothing on the hub is written by hand but what a person writes to
 * bootstrap one.
 */
export async function seedSandbox(options: {
  forge: Forge;
  store: HubStore;
  pace: Pace;
  /** What happened, oldest first. */
  requests: SampleRequest[];
  /** The bot's token, which Argo CD reads the repositories with. */
  botToken: string;
}): Promise<void> {
  const { forge, store, pace, requests } = options;
  const now = Date.now();
  const repoUrl = cloneUrl(forge, platformRepository.name);
  const files = await platformFiles(forge);
  await seedRepositories(forge, { now, files });

  const merged = requests.filter(isMerged);
  pace.setSpeed(pace.speed);
  const begin = Math.max(0, ...merged.map(({ mergedAgo }) => mergedAgo));
  pace.clock.travelTo(now - begin - bootstrapLeadMs, pace.speed);
  bootstrapHub({
    store,
    files,
    repoUrl,
    credential: { username: botLogin, password: options.botToken },
  });
  await waitForHub(
    store,
    'The bootstrap of the hub',
    () => isBootstrapped(store),
    settleTimeoutMs,
  );
  for (const request of merged) {
    const number = await openSample(
      forge,
      request,
      new Date(now - request.openedAgo),
    );
    pace.clock.travelTo(now - request.mergedAgo, pace.speed);
    await mergeSample(forge, number, new Date(now - request.mergedAgo));
    await waitForHub(
      store,
      request.title,
      () => isSettled(store, request),
      settleTimeoutMs,
    );
  }
  pace.clock.returnToPresent();
  for (const request of requests.filter(r => !isMerged(r))) {
    await openSample(forge, request, new Date(now - request.openedAgo));
  }
}

function isMerged(
  request: SampleRequest,
): request is SampleRequest & { mergedAgo: number } {
  return request.mergedAgo !== undefined;
}
