export interface Config {
  /** Hubs, and what the platform team's conventions are. Nothing of it is visible to the browser. */
  tenantClusters?: {
    /** The management clusters. One that is configured wrongly is shown as such, and stops nothing else. */
    hubs?: Array<{
      /** Lower-case letters, digits and dashes; part of addresses, so it should not change. */
      name: string;
      title?: string;
      /** How its API server is reached: exactly one of kubeconfig, kubeconfigContent, cluster and inCluster. */
      kubernetes: {
        /** Path of a kubeconfig file. It may be written later, and is read again when it is no longer accepted. */
        kubeconfig?: string;
        /**
         * A kubeconfig as text, for example from an environment variable.
         * @visibility secret
         */
        kubeconfigContent?: string;
        /**
         * Name of a cluster of the kubernetes plugin: one of type config with a serviceAccountToken, or local of type
         * localKubectlProxy.
         */
        cluster?: string;
        /** The portal runs in the hub, and uses its own service account. */
        inCluster?: boolean;
        /** A context of the kubeconfig other than its current one. */
        context?: string;
      };
      /** Instances of Argo CD on the hub; one in the namespace argocd by default. */
      argocd?: Array<{
        namespace?: string;
        /** Base URL, for links; with a token also for diffs and operations. */
        url?: string;
        /** Base URL of its API, where that is another than people use, for example a service of the hub. */
        apiUrl?: string;
        /**
         * Of an account of this Argo CD with the roles get and sync (and action/refresh) for the portal's applications.
         * @visibility secret
         */
        token?: string;
        /** PEM of the authority that signed its certificate, where that is none of the machine's own. */
        certificateAuthority?: string;
        /** Path of a file with that PEM. */
        caFile?: string;
      }>;
      /** The Argo Server of the hub, for retrying Workflows and reading the logs of their steps. */
      argoServer?: {
        url: string;
        /**
         * Of a service account that may operate Workflows, without "Bearer ".
         * @visibility secret
         */
        token: string;
        /** PEM of the authority that signed its certificate, where that is none of the machine's own. */
        certificateAuthority?: string;
        /** Path of a file with that PEM. */
        caFile?: string;
      };
      /** How operations are done on the hub's objects: see docs/rbac/operate-role.yaml. */
      operations?: {
        /** Another account than the one that reads, given in the same ways; without it, that one is used. */
        kubernetes?: {
          kubeconfig?: string;
          /** @visibility secret */
          kubeconfigContent?: string;
          cluster?: string;
          inCluster?: boolean;
          context?: string;
        };
        /**
         * Whether Applications whose Argo CD has no url and token here may be synced and terminated by patching them; false by
         * default. It needs patch on the whole Application and goes around Argo CD's own roles.
         */
        patchApplications?: boolean;
      };
      /** The Git repository that is the hub's desired state. */
      platformRepository?: {
        url: string;
        /** Default main. */
        branch?: string;
        /** Folders in which claims are; all of it by default. */
        paths?: string[];
      };
    }>;
    /** Kinds of claims that are clusters; without any, those whose XRD has the label spokeport.dev/cluster: "true". */
    clusterKinds?: Array<{
      group: string;
      kind: string;
      /**
       * Where the fields are: a path (spec.network.cidr), label:<name> or annotation:<name>. The tenant decides who sees
       * the cluster: it must be something that only the platform team, or its policy, lets a manifest say.
       */
      fields?: {
        /** Default: the label spokeport.dev/tenant, else the namespace. */
        tenant?: string;
        environment?: string;
        region?: string;
        kubernetesVersion?: string;
        cidr?: string;
        size?: string;
        members?: string;
        addons?: string;
      };
    }>;
    /** Seconds of silence after which a hub is stale; 120 by default. */
    staleAfterSeconds?: number;
    /** Entity ref of the group that runs the platform; group:default/platform-team by default. */
    platformTeam?: string;
    /** What a form offers; dev, stage and prod by default. */
    environments?: string[];
    sizes?: Array<{
      name: string;
      title?: string;
      /** As people should read it, for example "about 210 EUR a month". */
      monthlyCost?: string;
    }>;
    /** Rules for the names of clusters, besides those of a DNS label. */
    names?: {
      /** Regular expression for the whole name. */
      pattern?: string;
      /** Characters; 40 by default. */
      maxLength?: number;
      reserved?: string[];
    };
    /** What the portal remembers of finished and running journeys. */
    history?: {
      /** 400 by default. */
      retentionDays?: number;
    };
    network?: {
      /** Block that clusters' networks are taken from; 10.0.0.0/8 by default. */
      cidrPool?: string;
      /** Length of the prefix that is proposed; 16 by default. */
      prefix?: number;
      /** Blocks that no cluster may have, for example a VPN's. */
      reserved?: string[];
    };
  };
}
