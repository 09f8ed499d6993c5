import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject } from '../../store/types';
import { isTrue } from '../runtime/conditions';
import { getIfServed } from '../runtime/objects';
import { autoReady } from './autoReady';
import { patchAndTransform } from './patchAndTransform';
import { FatalResultError, PipelineState } from './pipelineState';

/** Ends a reconcile; the message is the one Crossplane writes into the XR's Synced condition. */
export class ComposeError extends Error {
  override name = 'ComposeError';
}

type Step = Record<string, any>;

const functions: Record<string, (step: Step, state: PipelineState) => void> = {
  'function-patch-and-transform': (step, state) =>
    patchAndTransform(step.input ?? {}, state),
  'function-auto-ready': (_, state) => autoReady(state),
};

/** Runs a Composition's pipeline over an XR and its observed resources. */
export function runPipeline(
  store: HubStore,
  composition: KubeObject,
  observedComposite: KubeObject,
  observed: Map<string, KubeObject>,
): PipelineState {
  const state: PipelineState = {
    observedComposite,
    composite: cloneJson(observedComposite),
    observed,
    desired: new Map(),
    environment: {},
    results: [],
  };
  if (composition.spec?.mode && composition.spec.mode !== 'Pipeline') {
    throw new ComposeError(
      `cannot compose resources: unsupported Composition mode "${composition.spec.mode}"`,
    );
  }
  for (const step of (composition.spec?.pipeline ?? []) as Step[]) {
    const before = state.results.length;
    runStep(store, step, state);
    for (const result of state.results.slice(before)) result.step = step.step;
  }
  return state;
}

function runStep(store: HubStore, step: Step, state: PipelineState) {
  const name = String(step.functionRef?.name);
  const run = functions[packageOf(store, step.step, name)];
  try {
    if (!run) {
      throw new FatalResultError(
        `the sandbox does not play ${name}; it plays ${Object.keys(
          functions,
        ).join(' and ')}`,
      );
    }
    run(step, state);
  } catch (error) {
    if (!(error instanceof FatalResultError)) throw error;
    throw new ComposeError(
      `cannot compose resources: pipeline step "${step.step}" returned a fatal result: ${error.message}`,
    );
  }
}

/** The function's own name, from the package of the installed Function: `function-auto-ready`. */
function packageOf(store: HubStore, step: string, name: string): string {
  const installed = getIfServed(store, {
    apiVersion: 'pkg.crossplane.io/v1',
    kind: 'Function',
    name,
  });
  if (!installed || !isTrue(installed, 'Installed')) {
    throw new ComposeError(
      `cannot compose resources: cannot run Composition pipeline step "${step}": cannot get gRPC client connection for Function "${name}": cannot find an active FunctionRevision (a FunctionRevision with spec.desiredState: Active)`,
    );
  }
  const image = String(installed.spec?.package ?? '');
  return image.split('@')[0].split('/').pop()!.split(':')[0];
}
