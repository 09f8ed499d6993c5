import type { Actor } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What the doors need of the configuration. */
export interface ApiSettings {
  platformTeam: Actor;
  sizes: { name: string; title: string; monthlyCost?: string }[];
  environments: string[];
  names: {
    /** A whole name must match it, besides being a DNS label. */
    pattern?: string;
    /** Characters. */
    maxLength: number;
    reserved: string[];
  };
  network: {
    /** Blocks come from here. */
    pool: string;
    /** Length of the prefix of a proposed block. */
    prefix: number;
    /** Blocks that no cluster may use, for example a VPN's. */
    reserved: string[];
  };
  /** Address of the Argo CD that runs in this namespace of a hub, for links to its applications. */
  argocdUrl?(hub: string, namespace: string): string | undefined;
}
