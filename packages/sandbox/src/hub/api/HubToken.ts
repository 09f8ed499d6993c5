/** Who a bearer token stands for, and the little that is ruled about them. */
export interface HubToken {
  token: string;
  user: string;
  groups?: string[];
  /** Only get, list and watch. */
  readOnly?: boolean;
  /** Only inside these namespaces. */
  namespaces?: string[];
}
