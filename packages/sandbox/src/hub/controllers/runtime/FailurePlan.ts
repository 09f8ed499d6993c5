import { parse } from 'yaml';
import { HubStore, KubeObject } from '../../store/types';
import { getIfServed, hasLabels, isKind } from './objects';

export type FailureKind =
  | 'access-denied'
  | 'quota'
  | 'throttling'
  | 'invalid-cidr'
  | 'unavailable'
  | 'failing-step';

/** One failure the sandbox was asked for. */
export interface Failure {
  kind: FailureKind;
  /** Instead of the message that the real cloud or step would give. */
  message?: string;
}

/** Which objects fail, and how. */
export interface FailurePlan {
  /** `step` is the display name of a Workflow's node, when it is asked about one. */
  failureFor(object: KubeObject, step?: string): Failure | undefined;
}

interface Fault extends Failure {
  match?: {
    kind?: string;
    namespace?: string;
    /** `*` stands for any text. */
    name?: string;
    labels?: Record<string, string>;
    step?: string;
  };
}

/** Where the failures that were asked for are kept, so that they survive a restart and can be seen with kubectl. */
export const FAULTS_CONFIG_MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'crossplane-system',
  name: 'sandbox-cloud',
};

/**
 * Reads failures from the ConfigMap {@link FAULTS_CONFIG_MAP}: its data key `faults` is a YAML list of
 * `{ kind, message?, match: { kind?, namespace?, name?, labels?, step? } }`. A list that does not parse fails nothing.
 */
export class ConfigMapFailurePlan implements FailurePlan {
  readonly #store: HubStore;
  #read: { resourceVersion?: string; faults: Fault[] } = { faults: [] };

  constructor(store: HubStore) {
    this.#store = store;
  }

  failureFor(object: KubeObject, step?: string): Failure | undefined {
    return this.#faults().find(fault => matches(fault, object, step));
  }

  #faults(): Fault[] {
    const map = getIfServed(this.#store, FAULTS_CONFIG_MAP);
    if (!map) return [];
    if (map.metadata.resourceVersion !== this.#read.resourceVersion) {
      this.#read = {
        resourceVersion: map.metadata.resourceVersion,
        faults: parseFaults(map.data?.faults),
      };
    }
    return this.#read.faults;
  }
}

export function isFaultsConfigMap(object: KubeObject): boolean {
  return (
    isKind(object, '', 'ConfigMap') &&
    object.metadata.name === FAULTS_CONFIG_MAP.name &&
    object.metadata.namespace === FAULTS_CONFIG_MAP.namespace
  );
}

function parseFaults(text: unknown): Fault[] {
  try {
    const faults = parse(String(text ?? ''));
    return Array.isArray(faults)
      ? faults.filter(fault => typeof fault?.kind === 'string')
      : [];
  } catch {
    return [];
  }
}

function matches(fault: Fault, object: KubeObject, step?: string): boolean {
  const { match = {} } = fault;
  if ((step === undefined) !== (match.step === undefined)) return false;
  return (
    (match.step === undefined || match.step === step) &&
    (match.kind === undefined || match.kind === object.kind) &&
    (match.namespace === undefined ||
      match.namespace === object.metadata.namespace) &&
    (match.name === undefined || glob(match.name, object.metadata.name)) &&
    hasLabels(object, match.labels)
  );
}

/** Whether a name matches a pattern in which `*` stands for any text. */
export function glob(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop()!;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - at >= last.length && text.endsWith(last);
}
