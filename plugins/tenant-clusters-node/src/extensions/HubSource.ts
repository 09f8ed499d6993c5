/** How one hub is reached, as the configuration `tenantClusters.hubs[]` would say it. @public */
export interface HubDefinition {
  name: string;
  title: string;
  kubernetes: {
    /** Base URL of the API server. */
    url: string;
    /** PEM. */
    certificateAuthority?: string;
    /** Asked again whenever the last answer expired or was refused; never logged. */
    token(): Promise<string>;
  };
  platformRepository?: { url: string; branch: string; paths?: string[] };
}

/** Where hubs are known from besides the configuration, for example an inventory. @public */
export interface HubSource {
  /** Stable, for logs. */
  id: string;
  /**
   * Calls back with all hubs of the source, at once and again after each change. Ends when the signal aborts.
   */
  watch(options: {
    onHubs: (hubs: HubDefinition[]) => void;
    signal: AbortSignal;
  }): Promise<void>;
}
