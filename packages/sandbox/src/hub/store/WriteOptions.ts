/** How a write is to be done, as a request's query parameters say it. */
export interface WriteOptions {
  /** Check and answer, change nothing. */
  dryRun?: boolean;
  /** What unknown fields mean: dropped silently (default), dropped with a warning, or a 400. */
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  onWarning?: (message: string) => void;
}

export interface DeleteOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}
