import { cloneJson } from '../../store/cloneJson';
import { KubeObject } from '../../store/types';
import { isTrue } from '../runtime/conditions';
import { FieldNotFoundError, findField } from '../runtime/fieldPath';
import { applyPatch, inlinePatchSets, isToComposite, Patch } from './patches';
import { FatalResultError, PipelineState } from './pipelineState';

interface ResourceTemplate {
  name: string;
  base?: Record<string, any>;
  patches?: Patch[];
  readinessChecks?: Record<string, any>[];
}

/**
 * Plays function-patch-and-transform: renders the templates of its input into desired resources, and desired status
 * fields of the XR (crossplane-contrib/function-patch-and-transform:fn.go).
 */
export function patchAndTransform(
  input: Record<string, any>,
  state: PipelineState,
) {
  const sets = input.patchSets ?? [];
  environmentPatches(input.environment?.patches, state);
  for (const template of (input.resources ?? []) as ResourceTemplate[]) {
    let patches: Patch[];
    try {
      patches = inlinePatchSets(template.patches, sets);
    } catch (error) {
      throw new FatalResultError(
        `cannot resolve PatchSets: ${(error as Error).message}`,
      );
    }
    renderTemplate(template, patches, state);
  }
}

function renderTemplate(
  template: ResourceTemplate,
  patches: Patch[],
  state: PipelineState,
) {
  const observed = state.observed.get(template.name);
  const desired: Record<string, any> = cloneJson(
    template.base ?? state.desired.get(template.name)?.resource ?? {},
  );
  let complete = true;
  patches.forEach((patch, index) => {
    try {
      if (isToComposite(patch)) {
        if (observed) {
          applyPatch(patch, { from: observed, to: state.composite });
        }
      } else {
        applyPatch(patch, { from: source(patch, state), to: desired });
      }
    } catch (error) {
      warnOrThrow(error, patch, index, template.name, state);
      if (!isToComposite(patch)) complete = false;
    }
  });
  // A required field that is missing means: do not make this resource yet. One that exists is never taken away for it.
  if (!complete && !observed) return;
  state.desired.set(template.name, {
    resource: desired,
    ready: observed && isReady(observed, template.readinessChecks),
  });
}

function source(patch: Patch, state: PipelineState) {
  return String(patch.type).includes('Environment')
    ? state.environment
    : state.observedComposite;
}

function environmentPatches(
  patches: Patch[] | undefined,
  state: PipelineState,
) {
  for (const patch of patches ?? []) {
    const toComposite = isToComposite(patch);
    applyPatch(patch, {
      from: toComposite ? state.environment : state.observedComposite,
      to: toComposite ? state.composite : state.environment,
    });
  }
}

function warnOrThrow(
  error: unknown,
  patch: Patch,
  index: number,
  name: string,
  state: PipelineState,
) {
  const direction = isToComposite(patch) ? 'ToComposite' : 'FromComposite';
  const message = `cannot render ${direction} patches for composed resource "${name}": cannot apply the "${
    patch.type ?? 'FromCompositeFieldPath'
  }" patch at index ${index}: ${(error as Error).message}`;
  if (!(error instanceof FieldNotFoundError)) {
    throw new FatalResultError(message);
  }
  state.results.push({ severity: 'Warning', message });
}

function isReady(
  observed: KubeObject,
  checks: Record<string, any>[] = [
    {
      type: 'MatchCondition',
      matchCondition: { type: 'Ready', status: 'True' },
    },
  ],
): boolean {
  return checks.every(check => {
    switch (check.type) {
      case 'None':
        return true;
      case 'NonEmpty':
        return findField(observed, check.fieldPath) !== undefined;
      case 'MatchString':
        return findField(observed, check.fieldPath) === check.matchString;
      case 'MatchInteger':
        return findField(observed, check.fieldPath) === check.matchInteger;
      case 'MatchTrue':
        return findField(observed, check.fieldPath) === true;
      case 'MatchFalse':
        return findField(observed, check.fieldPath) === false;
      case 'MatchCondition':
        return check.matchCondition?.status === 'True'
          ? isTrue(observed, check.matchCondition.type)
          : false;
      default:
        throw new FatalResultError(
          `cannot check whether composed resource is ready: unknown readiness check type ${check.type}`,
        );
    }
  });
}
