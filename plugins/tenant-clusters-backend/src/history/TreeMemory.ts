/** An object that a claim owns, directly or through others. */
export interface RememberedNode {
  uid: string;
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  /** By its deletion policy it stays when the claim goes. */
  orphaned: boolean;
}

/**
 * Remembers what each claim owned until it is told to forget, across restarts. A claim disappears before its managed
 * resources begin to go (recorded on Crossplane), and with it the references that led to them. Answers from memory at once;
 * what is new is written behind.
 */
export interface TreeMemory {
  /** Adds nodes to what is remembered, and replaces those known by the same uid. It is cheap to say again what is known. */
  remember(hub: string, claimUid: string, nodes: RememberedNode[]): void;
  /** What was remembered, in the order of first sight; empty for a claim that nothing is known of. */
  remembered(hub: string, claimUid: string): RememberedNode[];
  /** Uids of the claims of a hub of which anything is remembered. */
  claims(hub: string): string[];
  forget(hub: string, claimUid: string): void;
}
