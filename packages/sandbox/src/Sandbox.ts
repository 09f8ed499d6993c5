import { Forge } from './forge';
import { HubApi } from './hub/api';
import { FleetSizeName } from './load/FleetSize';
import { DefaultHubStore } from './hub/store';
import { SandboxTokens } from './state/SandboxFolder';

/** How to start a sandbox. */
export interface SandboxOptions {
  /** Everything is kept here; a sandbox started again on it goes on where it stopped. */
  stateDir: string;
  /** Drops what was kept. */
  fresh?: boolean;
  /** 0 takes a free one. A history that is kept has the forge's address in it: it needs the same port again. */
  forgePort: number;
  /** 0 takes a free one. */
  hubPort: number;
  /** How many times faster than usual the hub works; by default 1, at which a cluster takes 30 to 90 seconds. */
  speed?: number;
  /** The portal that the forge's webhooks go to; without one there are none. */
  portalUrl?: string;
  /** Starts this large fleet, too: hubs of their own, on free ports, on which something happens now and then. */
  fleet?: FleetSizeName;
  /** Names of the claims that the first history is about; by default all of the sample's. */
  history?: string[];
  /** Hears of errors that nobody expected. */
  onError?: (error: unknown) => void;
}

/** A running sandbox. */
export interface Sandbox {
  forge: Forge;
  hub: HubApi;
  store: DefaultHubStore;
  tokens: SandboxTokens;
  /** Paths of the kubeconfigs; only their owner may read them. */
  kubeconfig: string;
  adminKubeconfig: string;
  operatorKubeconfig: string;
  /** The APIs of the hub's Argo CD and Argo Server, and the path of the authority of their certificate. */
  argocdUrl: string;
  argoServerUrl: string;
  hubAuthority: string;
  /** Kubeconfigs of the large fleet's hubs by their names; empty without one. */
  fleetKubeconfigs: Record<string, string>;
  /** The control door, opened by `tokens.controlToken`; `<controlUrl>/fail` lists, adds and clears failures. */
  controlUrl: string;
  /** How long the first history took, in milliseconds; absent when it was there already. */
  seededInMs?: number;
  /** Changes the speed of {@link SandboxOptions} for what begins from now on. */
  setSpeed(speed: number): void;
  /** Stops everything once all is on disk. */
  close(): Promise<void>;
}
