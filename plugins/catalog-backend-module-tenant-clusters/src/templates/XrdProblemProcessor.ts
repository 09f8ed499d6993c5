import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { PROBLEM_ANNOTATION } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What the catalog's page of an entity shows as an error (`ENTITY_STATUS_CATALOG_PROCESSING_TYPE` of `@backstage/catalog-client`). */
const PROCESSING_STATUS = 'backstage.io/catalog-processing';

/**
 * Shows what is wrong with an XRD on the page of its entity, as the catalog shows errors. Only a processor can: the catalog takes no
 * status from a provider, and an entity whose processing fails it does not show at all.
 */
export class XrdProblemProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'tenant-clusters-xrd-problem';
  }

  async postProcessEntity(entity: Entity): Promise<Entity> {
    const message = entity.metadata.annotations?.[PROBLEM_ANNOTATION];
    if (!message) {
      return entity;
    }
    const item = {
      type: PROCESSING_STATUS,
      level: 'error' as const,
      message,
      error: { name: 'XrdProblem', message },
    };
    const withStatus: Entity & { status: { items: object[] } } = {
      ...entity,
      status: { items: [item] },
    };
    return withStatus;
  }
}
