import { readFile } from 'node:fs/promises';
import { RequestOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { HubKubernetes } from '../config/HubConfig';
import { createOidcCredentials } from './createOidcCredentials';
import { HubError } from './HubError';

/** TLS of a hub, as undici's connector takes it. */
export interface HubTls {
  ca?: string | Buffer;
  cert?: string | Buffer;
  key?: string | Buffer;
  passphrase?: string;
  servername?: string;
  rejectUnauthorized?: boolean;
}

/** Where a hub is and how to be let in. */
export interface HubAccess {
  /** Without a trailing slash. */
  url: string;
  tls: HubTls;
  /** HTTP proxy on the way. */
  proxy?: string;
  /** Asked before each request: a plugin or a file may have a new token. */
  headers(): Promise<Record<string, string>>;
}

/**
 * Resolves the configuration of a hub. Called again whenever the hub lets us in no more, so that files and rotated
 * credentials are read anew.
 *
 * @throws HubError `misconfigured`; the reason never quotes a file's content, which may be a credential
 */
export async function openHubAccess(
  kubernetes: HubKubernetes,
): Promise<HubAccess> {
  switch (kubernetes.type) {
    case 'misconfigured':
      throw new HubError('misconfigured', kubernetes.reason);
    case 'direct':
      return openDirect(kubernetes);
    case 'in-cluster':
      return openInCluster(kubernetes.root);
    case 'inline':
      return openKubeConfig(
        parse(kubernetes.content, 'The kubeconfig in the configuration'),
        kubernetes.context,
      );
    default:
      return openFile(kubernetes.path, kubernetes.context);
  }
}

async function openDirect(
  options: Extract<HubKubernetes, { type: 'direct' }>,
): Promise<HubAccess> {
  if (!/^https?:\/\//.test(options.url)) {
    throw new HubError(
      'misconfigured',
      'The address of the hub is no HTTP address.',
    );
  }
  return {
    url: options.url.replace(/\/+$/, ''),
    tls: {
      ca: await readAuthority(options),
      rejectUnauthorized: options.skipTlsVerify ? false : undefined,
    },
    headers: sharedAnswer(async (): Promise<Record<string, string>> => {
      const token = await options.token?.();
      return token ? { authorization: `Bearer ${token.trim()}` } : {};
    }),
  };
}

async function readAuthority({
  certificateAuthority,
  certificateAuthorityFile: path,
}: Extract<HubKubernetes, { type: 'direct' }>): Promise<string | undefined> {
  if (path === undefined) {
    return certificateAuthority;
  }
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new HubError(
      'misconfigured',
      `The file ${path} with the hub's certificate authority cannot be read.`,
    );
  }
}

function openInCluster(root: string | undefined): Promise<HubAccess> {
  if (!process.env.KUBERNETES_SERVICE_HOST) {
    throw new HubError(
      'misconfigured',
      'The hub is configured as inCluster, but the portal does not run in a cluster.',
    );
  }
  const config = new KubeConfig();
  config.loadFromCluster(root);
  return openKubeConfig(config, undefined);
}

async function openFile(
  path: string,
  context: string | undefined,
): Promise<HubAccess> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new HubError(
      'misconfigured',
      `The kubeconfig file ${path} ${
        missing ? 'does not exist' : 'cannot be read'
      }.`,
    );
  }
  const config = parse(content, `The kubeconfig file ${path}`);
  config.makePathsAbsolute(dirname(resolve(path)));
  return openKubeConfig(config, context);
}

function parse(content: string, subject: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromString(content);
  } catch {
    // The parser's message quotes the lines around the fault.
    throw new HubError(
      'misconfigured',
      `${subject} is not a valid kubeconfig.`,
    );
  }
  return config;
}

async function openKubeConfig(
  config: KubeConfig,
  context: string | undefined,
): Promise<HubAccess> {
  if (context !== undefined) {
    if (!config.getContextObject(context)) {
      throw new HubError(
        'misconfigured',
        `The kubeconfig has no context '${context}'.`,
      );
    }
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster?.server || !/^https?:\/\//.test(cluster.server)) {
    throw new HubError(
      'misconfigured',
      "The kubeconfig's current context leads to no cluster.",
    );
  }
  if (cluster.server.startsWith('http:')) {
    // client-node refuses plain HTTP unless told that there is nothing to verify.
    Object.assign(cluster, { skipTLSVerify: true });
  }
  const options = await readOptions(config);
  return {
    url: cluster.server.replace(/\/+$/, ''),
    tls: {
      ca: options.ca as HubTls['ca'],
      cert: options.cert as HubTls['cert'],
      key: options.key as HubTls['key'],
      passphrase: options.passphrase,
      servername: options.servername,
      rejectUnauthorized: options.rejectUnauthorized,
    },
    proxy: cluster.proxyUrl,
    headers: sharedAnswer(createCredentials(config)),
  };
}

/** Who asks while an answer is under way gets that one: a hundred watches must not run a plugin a hundred times. */
function sharedAnswer<T>(ask: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= ask().finally(() => {
      pending = undefined;
    });
    return pending;
  };
}

function createCredentials(
  config: KubeConfig,
): () => Promise<Record<string, string>> {
  const provider = config.getCurrentUser()?.authProvider;
  return provider?.name === 'oidc'
    ? createOidcCredentials(provider.config ?? {})
    : async () => headersOf(await authenticate(config));
}

/** What goes into each connection. A token of OIDC is left for the requests. */
async function readOptions(config: KubeConfig): Promise<RequestOptions> {
  const user = config.getCurrentUser();
  const provider = user?.authProvider;
  if (!user || provider?.name !== 'oidc') {
    return authenticate(config);
  }
  const { users } = config;
  config.users = [{ ...user, authProvider: undefined }];
  try {
    return await authenticate(config);
  } finally {
    config.users = users;
  }
}

async function authenticate(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch {
    throw new HubError(
      'misconfigured',
      'The credentials that the kubeconfig names cannot be obtained.',
    );
  }
  return options;
}

function headersOf(options: RequestOptions): Record<string, string> {
  const authorization = (
    options.headers as Record<string, string | undefined> | undefined
  )?.Authorization;
  if (authorization) {
    // A file with a token mostly ends with a newline.
    return { authorization: authorization.trim() };
  }
  return options.auth
    ? { authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` }
    : {};
}
