import { createHash } from 'node:crypto';
import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  applicationReadPermission,
  clusterChangePermission,
  clusterReadPermission,
  clusterRemovePermission,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Proposer } from './Proposer';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';
import type { ScopedResource } from './ScopedResource';
import { matchesScope, type ScopeQuery } from './ScopeQuery';
import { clusterResource } from './scopedResources';

/** A decision without the id that each answer of the permission backend has. */
const whatWasDecided = (decision: PolicyDecision) => [
  decision.result,
  'conditions' in decision ? decision.conditions : undefined,
];

type Predicate = (resource: ScopedResource) => boolean;

/** Decides once for each object; those of {@link ScopeClasses} stand for many resources. */
function remembered(predicate: Predicate): Predicate {
  const decided = new Map<ScopedResource, boolean>();
  return resource => {
    const known = decided.get(resource);
    if (known !== undefined) {
      return known;
    }
    const decision = predicate(resource);
    decided.set(resource, decision);
    return decision;
  };
}

/** What one caller may read, decided once for a whole answer. */
export interface Viewer {
  mayReadCluster(
    cluster: Pick<ClusterSummary, 'ref' | 'owner' | 'tenant' | 'environment'>,
  ): boolean;
  mayReadScope(resource: ScopedResource): boolean;
  mayReadApplication(resource: ScopedResource): boolean;
  /** Whether the policy lets them read every cluster, without conditions. */
  readsAll: boolean;
  /** Equal for two viewers exactly when the policy answered them the same. */
  decision: string;
}

/** Decides what callers may read, with their own credentials: one call to the permission system an answer. */
export class ViewerFactory {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(options: {
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.registry;
  }

  async viewer(credentials: BackstageCredentials): Promise<Viewer> {
    const queries: { permission: ResourcePermission }[] = [
      { permission: clusterReadPermission },
      { permission: applicationReadPermission },
    ];
    const [cluster, application] = await this.#permissions.authorizeConditional(
      queries,
      { credentials },
    );
    const mayReadScope = this.#predicate(
      cluster,
      tenantClusterPermissionResourceRef,
    );
    return {
      mayReadScope,
      mayReadCluster: summary => mayReadScope(clusterResource(summary)),
      mayReadApplication: this.#predicate(
        application,
        tenantApplicationPermissionResourceRef,
      ),
      readsAll: cluster.result === AuthorizeResult.ALLOW,
      decision: createHash('sha256')
        .update(JSON.stringify([cluster, application].map(whatWasDecided)))
        .digest('hex')
        .slice(0, 12),
    };
  }

  /** What the caller may propose: for a service, all that its access leaves it. */
  async proposer(credentials: BackstageCredentials): Promise<Proposer> {
    const queries: { permission: ResourcePermission }[] = [
      { permission: clusterChangePermission },
      { permission: clusterRemovePermission },
    ];
    const [change, remove] = (
      await this.#permissions.authorizeConditional(queries, { credentials })
    ).map(decision =>
      this.#predicate(decision, tenantClusterPermissionResourceRef),
    );
    const allows = { change, remove };
    return { may: (proposal, cluster) => allows[proposal](cluster) };
  }

  #predicate(
    decision: PolicyDecision,
    resourceRef: PermissionResourceRef<ScopedResource, ScopeQuery>,
  ): Predicate {
    if (decision.result === AuthorizeResult.ALLOW) {
      return () => true;
    }
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const query = createConditionTransformer(
        this.#registry.getPermissionRuleset(resourceRef),
      )(decision.conditions);
      return remembered(resource => matchesScope(query, resource));
    }
    return () => false;
  }
}
