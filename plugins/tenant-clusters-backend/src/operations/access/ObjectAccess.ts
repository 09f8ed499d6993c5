import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  applicationSyncPermission,
  clusterChangePermission,
  hubReadPermission,
  workflowOperatePermission,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  matchesScope,
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
  type ScopedResource,
  type Viewer,
  type ViewerFactory,
} from '../../permissions';
import type { ProjectedObject } from '../../projections/types';
import type { OperationKind } from '../types';
import { isShared, relatedScopes, type ScopeSources } from './relatedScopes';

const PERMISSIONS = {
  'application.sync': {
    permission: applicationSyncPermission,
    resourceRef: tenantApplicationPermissionResourceRef,
  },
  'cluster.change': {
    permission: clusterChangePermission,
    resourceRef: tenantClusterPermissionResourceRef,
  },
  'workflow.operate': {
    permission: workflowOperatePermission,
    resourceRef: tenantClusterPermissionResourceRef,
  },
} as const;

/** What one caller is to one object. */
export interface ObjectViewer {
  object: ProjectedObject;
  scopes: ScopedResource[];
  /** Of several tenants, or of none. */
  shared: boolean;
  /** May see how hubs are doing, which is the platform team's. */
  isPlatform: boolean;
  viewer: Viewer;
}

const notThere = () => new NotFoundError('There is no such object');

const nobodys = ({ hub, namespace, name }: ProjectedObject) => ({
  hub,
  namespace: namespace ?? '',
  name,
  owners: [],
  tenants: [],
  environments: [],
});

/** Who may read and operate single objects, decided with the caller's credentials on what the fleet knows of the object. */
export class ObjectAccess {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #viewers: ViewerFactory;
  readonly #sources: ScopeSources;

  constructor(options: {
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
    viewers: ViewerFactory;
    sources: ScopeSources;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#viewers = options.viewers;
    this.#sources = options.sources;
  }

  get sources(): ScopeSources {
    return this.#sources;
  }

  /**
   * @throws NotFoundError for what is not there as for what the caller may not read: they get the very same answer
   */
  async readable(
    object: ProjectedObject | undefined,
    credentials: BackstageCredentials,
  ): Promise<ObjectViewer> {
    if (!object) {
      throw notThere();
    }
    const [viewer, isPlatform] = await Promise.all([
      this.#viewers.viewer(credentials),
      this.#isPlatform(credentials),
    ]);
    const scopes = relatedScopes(object, this.#sources);
    const mayRead =
      object.role === 'application'
        ? mayReadApplication(viewer, object, scopes)
        : scopes.some(scope => viewer.mayReadScope(scope));
    if (!mayRead && !isPlatform) {
      throw notThere();
    }
    return { object, scopes, shared: isShared(scopes), isPlatform, viewer };
  }

  /**
   * Whether the caller may do this to an object that they may read. Each of the clusters that it belongs to must allow it;
   * what is shared, or nobody's, needs the right of the platform team besides.
   */
  async mayOperate(
    { object, scopes, shared, isPlatform }: ObjectViewer,
    needs: OperationKind['permission'],
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    if (shared && !isPlatform) {
      return false;
    }
    const { permission, resourceRef } = PERMISSIONS[needs];
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    const allows = this.#predicate(decision, resourceRef);
    const judged = scopes.length > 0 ? scopes : [nobodys(object)];
    return judged.every(allows);
  }

  /** @throws NotAllowedError */
  async ensureMayOperate(
    viewed: ObjectViewer,
    needs: OperationKind['permission'],
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.mayOperate(viewed, needs, credentials))) {
      throw new NotAllowedError(
        viewed.shared
          ? 'This belongs to several tenants, or to none: only the platform team may do that'
          : `You may not do that (tenant-clusters.${needs})`,
      );
    }
  }

  async #isPlatform(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: hubReadPermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  #predicate(
    decision: PolicyDecision,
    resourceRef: (typeof PERMISSIONS)[keyof typeof PERMISSIONS]['resourceRef'],
  ): (scope: ScopedResource) => boolean {
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const query = createConditionTransformer(
        this.#registry.getPermissionRuleset(resourceRef),
      )(decision.conditions);
      return scope => matchesScope(query, scope);
    }
    return () => decision.result === AuthorizeResult.ALLOW;
  }
}

/** An application is judged by each of what it serves: conditions on all of it together could be met by none of it. */
function mayReadApplication(
  viewer: Viewer,
  object: ProjectedObject,
  scopes: ScopedResource[],
): boolean {
  return (scopes.length > 0 ? scopes : [nobodys(object)]).some(scope =>
    viewer.mayReadApplication(scope),
  );
}
