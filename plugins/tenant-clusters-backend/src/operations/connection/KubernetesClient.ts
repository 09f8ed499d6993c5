import { openHubAccess } from '../../hubs/connection/HubAccess';
import type { HubKubernetes } from '../../hubs/config/HubConfig';
import type { ObjectReference } from '../../projections/types';
import { JsonClient } from './JsonClient';
import { RemoteError } from './RemoteError';

/** An object on the wire. */
export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    generateName?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: unknown[];
    managedFields?: unknown;
  };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

interface ServedKind {
  plural: string;
  namespaced: boolean;
}

const DISCOVERY_KEPT = 10 * 60_000;
const FIELD_MANAGER = 'spokeport';

const notServed = (what: string) =>
  new RemoteError('refused', `The hub does not serve ${what}`, { status: 404 });

/** Single objects of one hub, with one account. Plurals come from discovery; none is guessed. */
export class KubernetesClient {
  readonly #client: JsonClient;
  readonly #served = new Map<
    string,
    { at: number; kinds: Promise<Map<string, ServedKind>> }
  >();

  constructor(options: { title: string; kubernetes: HubKubernetes }) {
    this.#client = new JsonClient({
      title: options.title,
      open: () => openHubAccess(options.kubernetes),
    });
  }

  /** @throws RemoteError */
  async get(
    reference: ObjectReference,
    options: { limit?: number } = {},
  ): Promise<KubeObject> {
    return this.#client.json({
      method: 'GET',
      path: await this.#pathOf(reference),
      ...options,
    });
  }

  /** Merges into the object (RFC 7386). @throws RemoteError */
  async patch(reference: ObjectReference, patch: unknown): Promise<KubeObject> {
    return this.#client.json({
      method: 'PATCH',
      path: `${await this.#pathOf(reference)}?fieldManager=${FIELD_MANAGER}`,
      contentType: 'application/merge-patch+json',
      body: patch,
    });
  }

  /** @throws RemoteError */
  async create(object: KubeObject): Promise<KubeObject> {
    const { apiVersion = '', kind = '', metadata } = object;
    const collection = await this.#collectionOf({
      apiVersion,
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
    });
    return this.#client.json({
      method: 'POST',
      path: `${collection}?fieldManager=${FIELD_MANAGER}`,
      body: object,
    });
  }

  /** Events about an object, at most `limit`. @throws RemoteError */
  async events(
    uid: string,
    limit: number,
  ): Promise<{ items: Record<string, unknown>[]; more: boolean }> {
    const selector = encodeURIComponent(`involvedObject.uid=${uid}`);
    const list = await this.#client.json<{
      metadata?: { continue?: string };
      items?: Record<string, unknown>[];
    }>({
      method: 'GET',
      path: `/api/v1/events?fieldSelector=${selector}&limit=${limit}`,
    });
    return { items: list.items ?? [], more: Boolean(list.metadata?.continue) };
  }

  /** The version of a group that the hub prefers. @throws RemoteError */
  async preferredVersion(group: string): Promise<string> {
    const document = await this.#client.json<{
      preferredVersion?: { groupVersion?: string };
    }>({ method: 'GET', path: `/apis/${encodeURIComponent(group)}` });
    const version = document.preferredVersion?.groupVersion;
    if (!version) {
      throw notServed(group);
    }
    return version;
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #pathOf(reference: ObjectReference): Promise<string> {
    const collection = await this.#collectionOf(reference);
    return `${collection}/${encodeURIComponent(reference.name)}`;
  }

  async #collectionOf(reference: ObjectReference): Promise<string> {
    const { apiVersion, kind, namespace } = reference;
    const served = await this.#servedKind(apiVersion, kind);
    const place =
      served.namespaced && namespace
        ? `/namespaces/${encodeURIComponent(namespace)}`
        : '';
    return `${rootOf(apiVersion)}${place}/${served.plural}`;
  }

  async #servedKind(apiVersion: string, kind: string): Promise<ServedKind> {
    const known = this.#served.get(apiVersion);
    if (known && Date.now() - known.at < DISCOVERY_KEPT) {
      const found = (await known.kinds).get(kind);
      if (found) {
        return found;
      }
    }
    const kinds = this.#discover(apiVersion);
    this.#served.set(apiVersion, { at: Date.now(), kinds });
    // What failed is no answer to keep.
    kinds.catch(() => this.#served.delete(apiVersion));
    const found = (await kinds).get(kind);
    if (!found) {
      throw notServed(`${kind} of ${apiVersion}`);
    }
    return found;
  }

  async #discover(apiVersion: string): Promise<Map<string, ServedKind>> {
    const document = await this.#client.json<{
      resources?: { name?: string; kind?: string; namespaced?: boolean }[];
    }>({ method: 'GET', path: rootOf(apiVersion) });
    return new Map(
      (document.resources ?? []).flatMap(({ name, kind, namespaced }) =>
        name && kind && !name.includes('/')
          ? [[kind, { plural: name, namespaced: namespaced === true }]]
          : [],
      ),
    );
  }
}

function rootOf(apiVersion: string): string {
  const path = apiVersion.split('/').map(encodeURIComponent).join('/');
  return apiVersion.includes('/') ? `/apis/${path}` : `/api/${path}`;
}
