import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createConditionAuthorizer,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import {
  RESOURCE_TYPE_SCAFFOLDER_TEMPLATE,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { z } from 'zod/v4';

const API_VERSION = 'scaffolder.backstage.io/v1beta3';

/** What parameters and steps say about who gets them. */
interface Tagged {
  'backstage:permissions'?: { tags?: string[] };
}

/** The scaffolder's only rule for parameters and steps; its own is not exported. */
const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Match parameters or steps with the given tag',
  resourceRef: createPermissionResourceRef<Tagged, {}>().with({
    pluginId: 'scaffolder',
    resourceType: RESOURCE_TYPE_SCAFFOLDER_TEMPLATE,
  }),
  paramsSchema: z.object({ tag: z.string() }),
  apply: (resource, { tag }) =>
    resource['backstage:permissions']?.tags?.includes(tag) ?? false,
  toQuery: () => ({}),
});

const decide = createConditionAuthorizer([hasTag]);

/**
 * A template as the scaffolder would run it for a person: read with their credentials, without the parameters and steps that the
 * policy keeps from them, and with an id and a name for each step.
 *
 * @throws InputError when the ref is no template's; NotFoundError when they see none by it; NotAllowedError when the policy decides
 *   about its steps by a rule that is not known here.
 */
export async function readTemplate(options: {
  catalog: CatalogService;
  permissions: PermissionsService;
  credentials: BackstageCredentials;
  ref: string;
}): Promise<TemplateEntityV1beta3> {
  const { catalog, permissions, credentials } = options;
  const ref = templateRef(options.ref);
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) {
    throw new NotFoundError(`There is no ${ref}`);
  }
  if (entity.apiVersion !== API_VERSION) {
    throw new InputError(`${ref} is no template of ${API_VERSION}`);
  }
  const template = entity as TemplateEntityV1beta3;
  const [parameters, steps] = await permissions.authorizeConditional(
    [
      { permission: templateParameterReadPermission },
      { permission: templateStepReadPermission },
    ],
    { credentials },
  );
  const allows = (decision: typeof steps, item: object) => {
    try {
      return decide(decision, item as Tagged);
    } catch (error) {
      throw new NotAllowedError(
        `${ref} cannot be previewed: the policy decides about its steps by a rule that previews do not know`,
        error,
      );
    }
  };
  return {
    ...template,
    spec: {
      ...template.spec,
      parameters: [template.spec.parameters ?? []]
        .flat()
        .filter(item => allows(parameters, item)),
      // As the scaffolder numbers them, after leaving out.
      steps: template.spec.steps
        .filter(item => allows(steps, item))
        .map((step, index) => ({
          ...step,
          id: step.id ?? `step-${index + 1}`,
          name: step.name ?? step.action,
        })),
    },
  };
}

/** @throws InputError */
function templateRef(text: string): string {
  try {
    const ref = parseEntityRef(text, { defaultKind: 'Template' });
    if (ref.kind.toLocaleLowerCase('en-US') === 'template') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Said below.
  }
  throw new InputError(`'${text}' is no template's entity ref`);
}
