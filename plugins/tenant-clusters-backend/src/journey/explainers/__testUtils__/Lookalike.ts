import type { ExplainerCase } from './ExplainerCase';

/** A situation that looks like an explainer's own, and is not. */
export type Lookalike = Pick<
  ExplainerCase,
  'id' | 'reason' | 'sample' | 'cluster' | 'subject'
>;
