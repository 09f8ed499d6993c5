import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { hubCertificate } from '../hub/api/hubCertificate';
import { kubeconfigOf } from '../hub/api/kubeconfigOf';
import { Programs } from './Programs';
import type {
  RealApiServer,
  RealApiServerOptions,
} from './RealApiServerOptions';

const etcdFlags = (port: number, peer: number) => [
  '--data-dir=etcd',
  `--listen-client-urls=http://127.0.0.1:${port}`,
  `--advertise-client-urls=http://127.0.0.1:${port}`,
  `--listen-peer-urls=http://127.0.0.1:${peer}`,
  `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
  `--initial-cluster=default=http://127.0.0.1:${peer}`,
  '--unsafe-no-fsync',
  '--log-level=warn',
];

const apiServerFlags = (etcd: number, port: number) => [
  `--etcd-servers=http://127.0.0.1:${etcd}`,
  `--secure-port=${port}`,
  '--bind-address=127.0.0.1',
  '--tls-cert-file=tls.crt',
  '--tls-private-key-file=tls.key',
  '--service-account-issuer=https://kubernetes.default.svc',
  '--service-account-key-file=service-account.key',
  '--service-account-signing-key-file=service-account.key',
  '--token-auth-file=tokens.csv',
  '--authorization-mode=RBAC',
  '--service-cluster-ip-range=10.0.0.0/24',
  // Objects are made faster than the controller that gives namespaces their default account.
  '--disable-admission-plugins=ServiceAccount',
  '--endpoint-reconciler-type=none',
];

const CONTROLLER_FLAGS = [
  '--kubeconfig=admin.kubeconfig',
  '--secure-port=0',
  '--leader-elect=false',
  '--use-service-account-credentials=false',
  '--controllers=clusterrole-aggregation-controller,garbage-collector-controller,namespace-controller',
];

/**
 * Starts etcd and kube-apiserver as processes of this one, on loopback and ports of their own, with RBAC, service account
 * tokens and one administrator. For tests that ask whether what holds for the simulated hub holds for a real one.
 *
 * @throws Error with the end of a program's output when it ends or is not ready in time
 */
export async function startRealApiServer(
  options: RealApiServerOptions,
): Promise<RealApiServer> {
  const dir = await mkdtemp(join(tmpdir(), 'real-api-server-'));
  const programs = new Programs(options.binaries, dir);
  const stop = async () => {
    await programs.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    return { ...(await start(options, dir, programs)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { binaries, controllers = false, timeout = 60_000 }: RealApiServerOptions,
  dir: string,
  programs: Programs,
): Promise<Omit<RealApiServer, 'stop'>> {
  const [etcd, peer, secure] = await freePorts(3);
  const url = `https://127.0.0.1:${secure}`;
  const adminToken = randomBytes(16).toString('hex');
  const ca = await writeCredentials(dir, adminToken);
  const deadline = Date.now() + timeout;

  programs.start('etcd', etcdFlags(etcd, peer));
  programs.start('kube-apiserver', apiServerFlags(etcd, secure));
  const kubeconfig = (token = adminToken) =>
    kubeconfigOf({
      url,
      caData: Buffer.from(ca).toString('base64'),
      user: 'user',
      token,
    });
  await ready({ url, ca, token: adminToken, programs, deadline });

  const withControllers =
    controllers && existsSync(join(binaries, 'kube-controller-manager'));
  if (withControllers) {
    await writeFile(join(dir, 'admin.kubeconfig'), kubeconfig());
    programs.start('kube-controller-manager', CONTROLLER_FLAGS);
  }
  return { url, ca, controllers: withControllers, kubeconfig };
}

/** @returns the certificate authority, PEM */
async function writeCredentials(dir: string, admin: string): Promise<string> {
  const { key, cert } = await hubCertificate(dir);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const files = {
    'tls.key': key,
    'tls.crt': cert,
    'service-account.key': privateKey
      .export({ type: 'pkcs1', format: 'pem' })
      .toString(),
    'tokens.csv': `${admin},admin,admin,"system:masters"\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(dir, name), text, { mode: 0o600 });
  }
  return cert;
}

async function ready(options: {
  url: string;
  ca: string;
  token: string;
  programs: Programs;
  deadline: number;
}): Promise<void> {
  const { url, ca, token, programs, deadline } = options;
  const dispatcher = new Agent({ connect: { ca } });
  try {
    for (;;) {
      programs.throwIfEnded();
      const status = await request(`${url}/readyz`, {
        dispatcher,
        headers: { authorization: `Bearer ${token}` },
      }).then(
        async ({ statusCode, body }) => {
          await body.dump();
          return statusCode;
        },
        () => 0,
      );
      if (status === 200) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`The API server is not ready:\n${programs.output()}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  } finally {
    await dispatcher.destroy();
  }
}

/** Ports that nobody listens on. They are all held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}
