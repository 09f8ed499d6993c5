/* The tracker as a process: either the model alone (hub watchers and fleet) or the whole plugin in a backend. */
import { answerCalls } from './answerCalls.ts';
import {
  readCpu,
  readLoopDelay,
  readMemory,
  resetLoopDelay,
} from './processFigures.ts';
import { startModel } from './startModel.ts';
import { FleetTap } from './tapFleet.ts';

const tap = FleetTap.install();

answerCalls({
  startModel: ({ kubeconfigs }) =>
    startModel(kubeconfigs as { name: string; path: string }[]),
  startPlugin: async ({ jwks }) => {
    // A backend is large; the model alone must not be charged with it.
    const { startBackend } = await import('./startBackend.ts');
    await startBackend(jwks as object);
  },
  untilSynced: params =>
    tap.untilSynced(params as Parameters<FleetTap['untilSynced']>[0]),
  memory: ({ gc }) => readMemory({ gc: gc === true }),
  cpu: () => ({ ms: readCpu(), at: performance.now() }),
  resetLoopDelay: () => resetLoopDelay(),
  loopDelay: () => readLoopDelay(),
  record: ({ on }) => tap.record(on === true),
  takeMarks: () => tap.takeMarks(),
});
