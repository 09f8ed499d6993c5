export interface LoadCondition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message?: string;
  lastTransitionTime: string;
  observedGeneration: number;
}

/** Synced and Ready as Crossplane writes them. */
export function crossplaneConditions(options: {
  at: string;
  generation: number;
  /** Reason of Ready=False; Ready when there is none. */
  unready?: { reason: string; message?: string };
  unsynced?: { reason: string; message: string };
}): LoadCondition[] {
  const { at, generation, unready, unsynced } = options;
  const common = { lastTransitionTime: at, observedGeneration: generation };
  return [
    unsynced
      ? { ...common, type: 'Synced', status: 'False', ...unsynced }
      : {
          ...common,
          type: 'Synced',
          status: 'True',
          reason: 'ReconcileSuccess',
        },
    unready
      ? { ...common, type: 'Ready', status: 'False', ...unready }
      : { ...common, type: 'Ready', status: 'True', reason: 'Available' },
  ];
}
