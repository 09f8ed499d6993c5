import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, Server, ServerOptions } from 'node:https';
import { IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import type { HubKubernetes } from '../config/HubConfig';
import { HubConnection } from './HubConnection';

const TLS = join(__dirname, '__fixtures__/tls');
const pem = (name: string) => readFileSync(join(TLS, name), 'utf8');
const base64 = (name: string) => Buffer.from(pem(name)).toString('base64');

let dir: string;
let hub: Server;
let seen: { authorization?: string; client?: string; resumed?: boolean }[];
/** Whether a request is let in. */
let admits: (message: IncomingMessage) => boolean;
const connections: HubConnection[] = [];
const stop = new AbortController();

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'connection-'));
  seen = [];
  admits = () => true;
  hub = await startHub(0);
});

afterEach(async () => {
  await Promise.all(connections.splice(0).map(each => each.close()));
  await stopHub(hub);
  await rm(dir, { recursive: true, force: true });
});

async function startHub(
  port: number,
  options: ServerOptions = {},
): Promise<Server> {
  const server = createServer(
    {
      key: pem('server-old.key'),
      cert: pem('server-old.pem'),
      ca: pem('ca-old.pem'),
      requestCert: true,
      rejectUnauthorized: false,
      ...options,
    },
    (message, response) => {
      const socket = message.socket as TLSSocket;
      const { authorization } = message.headers;
      const client = socket.authorized
        ? String(socket.getPeerCertificate().subject.CN)
        : undefined;
      const resumed = socket.isSessionReused() || undefined;
      seen.push({ authorization, client, resumed });
      response.writeHead(admits(message) ? 200 : 401);
      response.end('{"metadata":{}}');
    },
  );
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function stopHub(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function connect(kubernetes: HubKubernetes): HubConnection {
  const connection = new HubConnection({ kubernetes, headersTimeout: 5_000 });
  connections.push(connection);
  return connection;
}

const ask = (connection: HubConnection) =>
  connection.json({ path: '/version', signal: stop.signal });

/** A kubeconfig of one user, as a file. */
async function kubeconfig(
  user: Record<string, unknown>,
  cluster: Record<string, unknown> = {},
): Promise<HubKubernetes> {
  const path = join(dir, 'kubeconfig');
  await writeFile(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'hub',
          cluster: {
            server: `https://127.0.0.1:${portOf(hub)}`,
            'certificate-authority': join(TLS, 'ca-old.pem'),
            ...cluster,
          },
        },
      ],
      users: [{ name: 'portal', user }],
      contexts: [{ name: 'hub', context: { cluster: 'hub', user: 'portal' } }],
      'current-context': 'hub',
    }),
  );
  return { type: 'kubeconfig', path };
}

/** A plugin that prints a credential with a new number each time it runs, and counts how often it ran. */
async function execPlugin(
  credential: (number: string) => object,
): Promise<{ user: object; runs: () => Promise<number> }> {
  const command = join(dir, 'plugin.sh');
  const count = join(dir, 'runs');
  const status = JSON.stringify(credential('NUMBER'));
  await writeFile(
    command,
    [
      '#!/bin/sh',
      `echo run >> ${count}`,
      `number=$(wc -l < ${count} | tr -d " ")`,
      `printf '%s' '${JSON.stringify({
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        status: JSON.parse(status),
      })}' | sed "s/NUMBER/$number/"`,
    ].join('\n'),
  );
  await chmod(command, 0o700);
  return {
    user: {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command,
        interactiveMode: 'Never',
      },
    },
    runs: async () => (await readFile(count, 'utf8')).split('\n').length - 1,
  };
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

describe('a client certificate', () => {
  it('of a kubeconfig lets in, from files or from data', async () => {
    for (const user of [
      {
        'client-certificate': join(TLS, 'client.pem'),
        'client-key': join(TLS, 'client.key'),
      },
      {
        'client-certificate-data': base64('client.pem'),
        'client-key-data': base64('client.key'),
      },
    ]) {
      await ask(connect(await kubeconfig(user)));
      expect(seen.pop()).toEqual({ client: 'spokeport-reader' });
    }
  });

  it('that cannot be read makes the hub misconfigured, and is not quoted', async () => {
    const connection = connect(
      await kubeconfig({
        'client-certificate-data': Buffer.from('s3cret').toString('base64'),
        'client-key-data': Buffer.from('s3cret').toString('base64'),
      }),
    );
    await expect(ask(connection)).rejects.toMatchObject({
      type: 'misconfigured',
      message:
        "The hub's certificate authority or client certificate cannot be read.",
    });
  });
});

describe('an exec plugin', () => {
  it('is run once for many requests, and again when its token expires', async () => {
    const { user, runs } = await execPlugin(number => ({
      token: `token-${number}`,
      expirationTimestamp: inAnHour(),
    }));
    const connection = connect(await kubeconfig(user as never));
    await Promise.all(Array.from({ length: 20 }, () => ask(connection)));
    const before = await runs();
    expect(before).toBeLessThanOrEqual(2);
    await ask(connection);
    expect(await runs()).toBe(before);
    expect(seen.at(-1)?.authorization).toMatch(/^Bearer token-[12]$/);

    const short = await execPlugin(number => ({
      token: `short-${number}`,
      expirationTimestamp: anHourAgo(),
    }));
    const other = connect(await kubeconfig(short.user as never));
    await ask(other);
    const first = seen.at(-1)?.authorization;
    await ask(other);
    expect(seen.at(-1)?.authorization).not.toBe(first);
  });

  it('is run again when the hub refuses its token, and the request made once more', async () => {
    const { user } = await execPlugin(number => ({
      token: `token-${number}`,
      expirationTimestamp: inAnHour(),
    }));
    const connection = connect(await kubeconfig(user as never));
    await ask(connection);
    const refused = seen.at(-1)?.authorization;
    admits = ({ headers }) => headers.authorization !== refused;
    await ask(connection);
    expect(seen.at(-1)?.authorization).not.toBe(refused);
    expect(seen).toHaveLength(3);
  });

  it('may give a client certificate', async () => {
    const { user } = await execPlugin(() => ({
      clientCertificateData: 'CERTIFICATE',
      clientKeyData: 'KEY',
    }));
    const command = join(dir, 'plugin.sh');
    const script = await readFile(command, 'utf8');
    const quoted = (name: string) => pem(name).replaceAll('\n', '\\\\n');
    await writeFile(
      command,
      script
        .replace('CERTIFICATE', quoted('client.pem'))
        .replace('KEY"', `${quoted('client.key')}"`)
        .replace("printf '%s'", "printf '%b'")
        .replaceAll('\\\\n', '\\\\n'),
    );
    await ask(connect(await kubeconfig(user as never)));
    expect(seen.at(-1)?.client).toBe('spokeport-reader');
  });

  it('that fails is a sentence without what it printed', async () => {
    const { user } = await execPlugin(() => ({}));
    await writeFile(
      join(dir, 'plugin.sh'),
      '#!/bin/sh\necho s3cret >&2\nexit 1',
    );
    await expect(
      ask(connect(await kubeconfig(user as never))),
    ).rejects.toMatchObject({
      type: 'misconfigured',
      message: 'The credentials that the kubeconfig names cannot be obtained.',
    });
  });
});

describe('a token in a file', () => {
  it('is read again when the hub refuses the one of before', async () => {
    const tokenFile = join(dir, 'token');
    await writeFile(tokenFile, 'first\n');
    const connection = connect(await kubeconfig({ tokenFile }));
    await ask(connection).catch(() => {});
    const inFile = connect(
      await kubeconfig({
        'auth-provider': { name: 'tokenFile', config: { tokenFile } },
      }),
    );
    await ask(inFile);
    expect(seen.at(-1)?.authorization).toBe('Bearer first');
    await writeFile(tokenFile, 'second\n');
    admits = ({ headers }) => headers.authorization === 'Bearer second';
    await ask(inFile);
    expect(seen.at(-1)?.authorization).toBe('Bearer second');
  });
});

describe('a certificate authority', () => {
  it('is shown once, and further connections resume its session', async () => {
    const connection = connect(
      await kubeconfig({
        'client-certificate': join(TLS, 'client.pem'),
        'client-key': join(TLS, 'client.key'),
      }),
    );
    await ask(connection);
    await Promise.all([ask(connection), ask(connection)]);
    expect(seen[0].resumed).toBeUndefined();
    expect(seen.some(({ resumed }) => resumed)).toBe(true);
    // Whoever was let in by a certificate still is.
    expect(new Set(seen.map(({ client }) => client)).size).toBe(1);
    expect(seen[0].client).toBeDefined();
  });

  it('that is replaced is trusted with the next reload, without a restart', async () => {
    const path = join(dir, 'ca.pem');
    await writeFile(path, pem('ca-old.pem'));
    const connection = connect({
      type: 'direct',
      url: `https://127.0.0.1:${portOf(hub)}`,
      certificateAuthorityFile: path,
      token: async () => 'token',
    });
    await ask(connection);
    const port = portOf(hub);
    await stopHub(hub);
    hub = await startHub(port, {
      key: pem('server-new.key'),
      cert: pem('server-new.pem'),
    });
    await expect(ask(connection)).rejects.toMatchObject({
      type: 'unreachable',
      message:
        "The hub's certificate is not signed by the configured authority.",
    });
    await writeFile(path, pem('ca-new.pem'));
    await connection.reload();
    await ask(connection);
    expect(seen).toHaveLength(2);
  });

  it('that cannot be found makes the hub misconfigured', async () => {
    const connection = connect({
      type: 'direct',
      url: 'https://127.0.0.1:1',
      certificateAuthorityFile: join(dir, 'none.pem'),
    });
    await expect(ask(connection)).rejects.toMatchObject({
      type: 'misconfigured',
      message: expect.stringContaining('none.pem'),
    });
  });
});

describe('OIDC', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

  function jwt(issuer: string, expiresAt: number, number: number): string {
    const part = (value: object) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({
      iss: issuer,
      aud: 'spokeport',
      sub: `portal-${number}`,
      iat: Math.floor(Date.now() / 1_000),
      exp: Math.floor(expiresAt / 1_000),
    })}`;
    const signature = sign('sha256', Buffer.from(text), privateKey);
    return `${text}.${signature.toString('base64url')}`;
  }

  /** An issuer that keeps the refresh token, as most do. */
  async function startIssuer(): Promise<{
    server: Server;
    url: string;
    refreshes: string[];
  }> {
    const refreshes: string[] = [];
    const server = createServer(
      { key: pem('server-old.key'), cert: pem('server-old.pem') },
      (message, response) => {
        const url = `https://localhost:${portOf(server)}`;
        response.setHeader('content-type', 'application/json');
        if (message.url?.startsWith('/.well-known/')) {
          response.end(
            JSON.stringify({
              issuer: url,
              token_endpoint: `${url}/token`,
              jwks_uri: `${url}/keys`,
            }),
          );
          return;
        }
        let body = '';
        message.on('data', chunk => {
          body += chunk;
        });
        message.on('end', () => {
          refreshes.push(
            new URLSearchParams(body).get('refresh_token') ?? 'none',
          );
          response.end(
            JSON.stringify({
              access_token: 'unused',
              token_type: 'bearer',
              expires_in: 3_600,
              id_token: jwt(url, Date.now() + 3_600_000, refreshes.length),
            }),
          );
        });
      },
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return { server, url: `https://localhost:${portOf(server)}`, refreshes };
  }

  it('renews a token once when it expires, not for each request, and keeps the refresh token', async () => {
    const issuer = await startIssuer();
    try {
      const connection = connect(
        await kubeconfig({
          'auth-provider': {
            name: 'oidc',
            config: {
              'idp-issuer-url': issuer.url,
              'idp-certificate-authority': join(TLS, 'ca-old.pem'),
              'client-id': 'spokeport',
              'client-secret': 'secret',
              'id-token': jwt(issuer.url, Date.now() - 60_000, 0),
              'refresh-token': 'refresh-1',
            },
          },
        }),
      );
      await Promise.all(Array.from({ length: 10 }, () => ask(connection)));
      await ask(connection);
      const [first] = seen;
      const payload = String(first.authorization).split('.')[1];
      expect(
        JSON.parse(Buffer.from(payload, 'base64url').toString()),
      ).toMatchObject({ sub: expect.stringMatching(/^portal-[12]$/) });
      expect(issuer.refreshes).toEqual(['refresh-1']);
    } finally {
      await stopHub(issuer.server);
    }
  });

  it('that gives no new token is said so, without the old one', async () => {
    const connection = connect(
      await kubeconfig({
        'auth-provider': {
          name: 'oidc',
          config: { 'id-token': jwt('https://gone', Date.now() - 60_000, 0) },
        },
      }),
    );
    await expect(ask(connection)).rejects.toMatchObject({
      type: 'unauthorized',
      message: "The issuer of the hub's tokens gives no new one.",
    });
  });
});
