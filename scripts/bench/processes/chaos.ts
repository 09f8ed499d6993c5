/* Seeds of the chaos oracle, one at a time: it sets this process's clock. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../lib/paths.ts';
import { answerCalls } from './answerCalls.ts';

const require = createRequire(import.meta.url);

/** What came of one seed (plugins/tenant-clusters-backend/src/hubs/__testUtils__/chaos). */
export interface ChaosResult {
  divergences: string[];
  falseDeletes: string[];
  steps: number;
  restores: number;
  /** Milliseconds. */
  recovery: number;
}

const { runChaosSeed } = require(join(
  ROOT,
  'plugins/tenant-clusters-backend/src/hubs/__testUtils__/chaos',
)) as { runChaosSeed(seed: number): Promise<ChaosResult> };

answerCalls({
  run: async ({ seed }) => {
    const { divergences, falseDeletes, steps, restores, recovery } =
      await runChaosSeed(Number(seed));
    return { divergences, falseDeletes, steps, restores, recovery };
  },
});
