import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Yarn, vendored, so that none needs to be on the machine. */
export const YARN = join(ROOT, '.yarn/releases/yarn-4.13.0.cjs');

/** Lets Node load the repository's TypeScript as the Backstage CLI does. */
export const NODE_TRANSFORM = join(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

/** Where the portal's database, the sandbox's state and the logs are kept. */
export interface StatePaths {
  root: string;
  database: string;
  sandbox: string;
  logs: string;
  /** Written by the sandbox: the portal's token on the forge and the webhook secret. */
  sandboxTokens: string;
  kubeconfig: string;
  operatorKubeconfig: string;
  /** PEM of the authority of the hub's certificate. */
  hubAuthority: string;
  adminKubeconfig: string;
}

export function statePaths(folder: string | undefined): StatePaths {
  const root = resolve(
    folder ?? process.env.SPOKEPORT_STATE_DIR ?? join(ROOT, '.spokeport'),
  );
  const sandbox = join(root, 'sandbox');
  return {
    root,
    database: join(root, 'database'),
    sandbox,
    logs: join(root, 'logs'),
    sandboxTokens: join(sandbox, 'tokens.json'),
    kubeconfig: join(sandbox, 'kubeconfig'),
    operatorKubeconfig: join(sandbox, 'operator.kubeconfig'),
    hubAuthority: join(sandbox, 'hub-ca.pem'),
    adminKubeconfig: join(sandbox, 'admin.kubeconfig'),
  };
}
