import type { AccessAttributes } from './authorize';

/** Who a bearer token stands for, and the little that is ruled about them. */
export interface HubToken {
  token: string;
  user: string;
  groups?: string[];
  /** Only get, list and watch. */
  readOnly?: boolean;
  /** Only what this allows, besides questions about oneself. */
  allows?(asked: AccessAttributes): boolean;
  /** Only inside these namespaces. */
  namespaces?: string[];
}
