import { KubeObject } from '../../store/types';

/** A function's fatal result: it ends the pipeline and fails the reconcile. */
export class FatalResultError extends Error {
  override name = 'FatalResultError';
}

export interface DesiredResource {
  resource: Record<string, any>;
  /** Undefined: no function has said so yet. */
  ready?: boolean;
}

/** What flows through a Composition's pipeline. */
export interface PipelineState {
  /** The XR as it is. */
  observedComposite: KubeObject;
  /** What functions want the XR to be; only its status counts. */
  composite: Record<string, any>;
  /** Composed resources as they are, by composition resource name. */
  observed: Map<string, KubeObject>;
  desired: Map<string, DesiredResource>;
  environment: Record<string, any>;
  results: { severity: 'Warning' | 'Normal'; message: string; step?: string }[];
}
