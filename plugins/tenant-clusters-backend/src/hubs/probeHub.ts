import type { HubConnection } from './connection/HubConnection';
import { HubError } from './connection/HubError';
import { METADATA_ACCEPT } from './reflector/ResourceRequest';

/** What a look at a hub tells. */
export interface HubProbe {
  /** The hub's resourceVersion now; undefined where the role may list neither namespaces nor CRDs. */
  version?: string;
  /** uid of the kube-system namespace, which tells clusters apart; undefined where the role may not read it. */
  identity?: string;
}

interface MetadataDocument {
  metadata?: { resourceVersion?: unknown; uid?: unknown };
}

const COLLECTIONS = [
  '/api/v1/namespaces?limit=1',
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?limit=1',
];

/** Asks a hub who it is and how far it has come. @throws HubError when it does not let itself be asked */
export async function probeHub(
  connection: HubConnection,
  signal: AbortSignal,
): Promise<HubProbe> {
  const probe: HubProbe = {};
  for (const path of COLLECTIONS) {
    const version = (await readMetadata(connection, path, signal))
      ?.resourceVersion;
    if (typeof version === 'string') {
      probe.version = version;
      break;
    }
  }
  const uid = (
    await readMetadata(connection, '/api/v1/namespaces/kube-system', signal)
  )?.uid;
  if (typeof uid === 'string') {
    probe.identity = uid;
  }
  return probe;
}

async function readMetadata(
  connection: HubConnection,
  path: string,
  signal: AbortSignal,
): Promise<MetadataDocument['metadata']> {
  try {
    const document = (await connection.json({
      path,
      accept: METADATA_ACCEPT,
      signal,
    })) as MetadataDocument | null;
    return document?.metadata;
  } catch (error) {
    const unanswered =
      error instanceof HubError &&
      (error.type === 'forbidden' || error.type === 'absent');
    if (!unanswered) {
      throw error;
    }
    return undefined;
  }
}
