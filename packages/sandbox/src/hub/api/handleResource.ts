import { KubeObject, KubeStatus, ServedType, statusErrors } from '../store';
import { StatusError } from '../store/StatusError';
import { isJsonMap } from '../store/schema/StructuralSchema';
import { ApiContext, ApiRequest } from './ApiContext';
import { applyPatchBody } from './applyPatchBody';
import { forbiddenError, isAllowed } from './authorize';
import { answerReview } from './accessReviews';
import { reviewResources } from './discovery';
import { listObjects } from './listObjects';
import { negotiate } from './negotiate';
import { contentTypeOf, readBody } from './readBody';
import { representList, representObject, View } from './represent';
import { RequestInfo } from './RequestInfo';
import { requireBody, requireMatch } from './requireBody';
import { watchObjects } from './watchObjects';
import { writeOptionsOf, deleteOptionsOf } from './writeOptionsOf';

interface ResourceRequest extends ApiRequest {
  info: RequestInfo;
  type: ServedType;
  view: View;
}

function isServed(type: ServedType, info: RequestInfo): boolean {
  const subresource =
    info.subresource === undefined ||
    (info.subresource === 'status' && type.statusSubresource);
  // Objects of a namespaced kind are reached inside their namespace only; a list may span them all.
  const collection = info.verb === 'list' || info.verb === 'watch';
  const place = type.namespaced
    ? info.namespace !== undefined || (collection && !info.name)
    : info.namespace === undefined;
  return subresource && place;
}

type VerbHandler = (
  context: ApiContext,
  api: ResourceRequest,
) => Promise<void> | void;

const verbs: Record<RequestInfo['verb'], VerbHandler> = {
  get: async (context, { info, type, view, writer }) => {
    await writer.json(200, representObject(view, stored(context, type, info)));
  },
  list: async (context, { info, type, view, writer, url }) => {
    const page = listObjects(
      context.store,
      context.snapshots,
      type,
      info,
      url.searchParams,
    );
    const { head, field, item } = representList(view, page.metadata);
    await writer.list(head, field, page.items, item);
  },
  watch: (context, { info, type, view, writer, url }) =>
    watchObjects({
      ...context,
      type,
      info,
      query: url.searchParams,
      view,
      writer,
    }),
  create: async (context, api) => {
    const { request, info, type, view, writer, url } = api;
    const object = requireBody(type, await readBody(request));
    requireMatch(type, info, object);
    const options = writeOptionsOf(url.searchParams, writer);
    await writer.json(
      201,
      representObject(view, context.store.create(object, options)),
    );
  },
  update: async (context, api) => {
    const { request, info, type, view, writer, url } = api;
    const object = requireBody(type, await readBody(request));
    requireMatch(type, info, object);
    stored(context, type, info);
    if (type.custom && !object.metadata.resourceVersion) {
      // The API server names the resource here where it names the kind elsewhere.
      const subject = { kind: type.plural, group: type.group, name: info.name };
      throw statusErrors.invalid(subject, [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ]);
    }
    const options = writeOptionsOf(url.searchParams, writer);
    const updated =
      info.subresource === 'status'
        ? context.store.updateStatus(object, options)
        : context.store.update(object, options);
    await writer.json(200, representObject(view, updated));
  },
  patch: async (context, api) => {
    const { request, view, writer } = api;
    const body = await readBody(request);
    const contentType = contentTypeOf(request);
    const { code, object } =
      contentType === 'application/apply-patch+yaml'
        ? serverSideApply(context, api, body)
        : patchObject(context, api, contentType, body);
    await writer.json(code, representObject(view, object));
  },
  delete: async (context, { request, info, type, view, writer, url }) => {
    const options = deleteOptionsOf(url.searchParams, await readBody(request));
    const { object, removed } = context.store.delete(
      refOf(type, info),
      options,
    );
    await writer.json(
      200,
      removed
        ? deletedStatus(type, object)
        : representObject(view, context.store.as(type, object)),
    );
  },
  deletecollection: async (context, api) => {
    const { request, info, type, view, writer, url } = api;
    const options = deleteOptionsOf(url.searchParams, await readBody(request));
    const page = listObjects(
      context.store,
      context.snapshots,
      type,
      info,
      url.searchParams,
    );
    for (const object of page.items) {
      try {
        context.store.delete(
          refOf(type, { ...info, ...object.metadata }),
          options,
        );
      } catch (error) {
        // Gone already with another of the same collection.
        if (!(error instanceof StatusError) || error.code !== 404) {
          throw error;
        }
      }
    }
    const { head, field, item } = representList(view, page.metadata);
    await writer.list(head, field, page.items, item);
  },
};

function refOf(type: ServedType, info: { namespace?: string; name?: string }) {
  return {
    apiVersion: type.apiVersion,
    kind: type.kind,
    namespace: info.namespace,
    name: info.name ?? '',
  };
}

function stored(
  context: ApiContext,
  type: ServedType,
  info: RequestInfo,
): KubeObject {
  const object = context.store.get(refOf(type, info));
  if (!object) {
    throw statusErrors.notFound({ ...type, name: info.name });
  }
  return object;
}

function deletedStatus(type: ServedType, object: KubeObject): KubeStatus {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(type.group ? { group: type.group } : {}),
      kind: type.plural,
      uid: object.metadata.uid,
    },
  };
}

function serverSideApply(
  context: ApiContext,
  { info, type, url, writer }: ResourceRequest,
  body: unknown,
): { code: number; object: KubeObject } {
  const fieldManager = url.searchParams.get('fieldManager');
  if (!fieldManager) {
    throw statusErrors.invalid({ kind: 'PatchOptions', group: 'meta.k8s.io' }, [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: is required for apply patch',
        field: 'fieldManager',
      },
    ]);
  }
  const manifest = requireBody(type, body);
  requireMatch(type, info, manifest);
  const options = writeOptionsOf(url.searchParams, writer);
  if (info.subresource === 'status') {
    const object = stored(context, type, info);
    const updated = context.store.updateStatus(
      { ...object, status: { ...object.status, ...manifest.status } },
      options,
    );
    return { code: 200, object: updated };
  }
  const { object, result } = context.store.apply(manifest, {
    ...options,
    fieldManager,
  });
  return { code: result === 'created' ? 201 : 200, object };
}

function patchObject(
  context: ApiContext,
  { info, type, url, writer }: ResourceRequest,
  contentType: string,
  body: unknown,
): { code: number; object: KubeObject } {
  const object = stored(context, type, info);
  const patched = applyPatchBody(type, object, contentType, body);
  if (!isJsonMap(patched) || !isJsonMap(patched.metadata)) {
    throw statusErrors.badRequest('the patch leaves no object');
  }
  requireMatch(type, info, requireBody(type, patched));
  const options = writeOptionsOf(url.searchParams, writer);
  return {
    code: 200,
    object:
      info.subresource === 'status'
        ? context.store.updateStatus(patched, options)
        : context.store.update(patched, options),
  };
}

/** Serves a request for a resource: who may, what kind, and then the verb. */
export async function handleResource(
  context: ApiContext,
  api: ApiRequest,
  info: RequestInfo,
): Promise<void> {
  const { who, url, request, writer } = api;
  // A namespace's own rights are asked in the namespace itself.
  const inside =
    info.plural === 'namespaces' && !info.group ? info.name : undefined;
  const asked = {
    verb: info.verb,
    group: info.group,
    resource: info.plural,
    subresource: info.subresource,
    namespace: info.namespace ?? inside,
    name: info.name,
  };
  if (!isAllowed(who, asked)) {
    throw forbiddenError(who, asked);
  }
  const review = reviewResources.find(
    item => item.group === info.group && item.plural === info.plural,
  );
  if (review && info.verb === 'create') {
    await writer.json(
      201,
      answerReview(review.plural, who, await readBody(request)),
    );
    return;
  }
  const type = context.store.registry.byPath(info.apiVersion, info.plural);
  if (!type || !isServed(type, info)) {
    throw statusErrors.noSuchResource();
  }
  const view: View = {
    type,
    representation: negotiate(request.headers.accept),
    includeObject: url.searchParams.get('includeObject') ?? 'Metadata',
    now: Date.now(),
  };
  await verbs[info.verb](context, { ...api, info, type, view });
}
