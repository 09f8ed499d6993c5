import type { HubConnection } from './connection/HubConnection';
import { HubError } from './connection/HubError';
import {
  METADATA_ACCEPT,
  METADATA_LIST_ACCEPT,
} from './reflector/ResourceRequest';

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

const NAMESPACES = '/api/v1/namespaces';

const COLLECTIONS = [
  `${NAMESPACES}?limit=1`,
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
    await readMetadata(connection, `${NAMESPACES}/kube-system`, signal)
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
      accept: path.includes('?') ? METADATA_LIST_ACCEPT : METADATA_ACCEPT,
      signal,
    })) as MetadataDocument | null;
    if (typeof document?.metadata !== 'object') {
      throw somethingElse();
    }
    return document.metadata;
  } catch (error) {
    const type = error instanceof HubError ? error.type : undefined;
    if (type === 'absent' && path === COLLECTIONS[0]) {
      // Every API server has namespaces, whatever a role may see of them.
      throw somethingElse();
    }
    if (type !== 'forbidden' && type !== 'absent') {
      throw error;
    }
    return undefined;
  }
}

/** A web server, or an ingress that has no API server behind it now. */
function somethingElse(): HubError {
  return new HubError(
    'failing',
    "What answers at the hub's address is no Kubernetes API.",
  );
}
