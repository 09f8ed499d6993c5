import { readFileSync } from 'node:fs';
import { Agent } from 'undici';
import { parse } from 'yaml';
import type { CollectionDescription } from '../FleetDescription.ts';

/** How a hub is reached, from a kubeconfig with one context. */
export function readKubeconfig(path: string): {
  url: string;
  ca: Buffer;
  token: string;
} {
  const { clusters, users } = parse(readFileSync(path, 'utf8'));
  const { server, 'certificate-authority-data': ca } = clusters[0].cluster;
  return {
    url: server,
    ca: Buffer.from(ca, 'base64'),
    token: users[0].user.token,
  };
}

export function createAgent(ca: Buffer): Agent {
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { ca },
  });
}

const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** What the tracker asks for: Secrets, ConfigMaps and CRDs without their content. */
export function acceptFor({ plural }: CollectionDescription): string {
  return ['secrets', 'configmaps', 'customresourcedefinitions'].includes(plural)
    ? METADATA
    : 'application/json';
}

/** The request for a streamed list that goes on as a watch. */
export function watchListPath(collection: CollectionDescription): string {
  const { group, apiVersion, plural } = collection;
  const root = group ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}/${plural}?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=600`;
}
