import {
  createMockDirectory,
  type MockDirectory,
} from '@backstage/backend-test-utils';
import { ActionLab } from './createActionLab';
import {
  startPlatformAnswers,
  type PlatformAnswers,
} from './startPlatformAnswers';

/** See `setUpActionLab`. */
export interface ActionLabSetUp {
  workspace: MockDirectory;
  /** Starts them anew, with a forge that has nothing of before; those of before are closed. */
  start(config?: Record<string, unknown>): Promise<{
    lab: ActionLab;
    /** It knows the tenant `payments`. */
    platform: PlatformAnswers;
  }>;
}

/**
 * For a `describe`: what the tests of an action work on. `start()` before each test, or once before all of them; the last ones are
 * closed after all of them.
 */
export function setUpActionLab(): ActionLabSetUp {
  const open: { close(): Promise<unknown> }[] = [];
  const close = async () => {
    await Promise.all(open.splice(0).map(started => started.close()));
  };
  // Before the folders go, whose hook is their own.
  afterAll(close);
  const workspace = createMockDirectory();
  const state = createMockDirectory();
  return {
    workspace,
    start: async config => {
      await close();
      state.clear();
      const platform = await startPlatformAnswers(['payments']);
      open.push(platform);
      const lab = await ActionLab.create({
        stateDir: state.path,
        workspacePath: workspace.path,
        config,
      });
      open.push(lab);
      return { lab, platform };
    },
  };
}
