import { readFileSync } from 'node:fs';
import type { StatePaths } from './paths.ts';

export interface PortalPorts {
  portal: number;
  forge: number;
  hub: number;
}

export const DEFAULT_PORTS: PortalPorts = {
  portal: 7007,
  forge: 7008,
  hub: 7009,
};

export const urlOf = (port: number) => `http://localhost:${port}`;

/** What app-config.yaml takes from the environment, for the portal with its sandbox. */
export function portalEnvironment(
  paths: StatePaths,
  ports: PortalPorts,
): NodeJS.ProcessEnv {
  const tokens = JSON.parse(readFileSync(paths.sandboxTokens, 'utf8'));
  return {
    NODE_OPTIONS: '--no-node-snapshot',
    NODE_ENV: 'development',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    SPOKEPORT_STATE_DIR: paths.root,
    SPOKEPORT_PORTAL_URL: urlOf(ports.portal),
    SPOKEPORT_PORTAL_PORT: String(ports.portal),
    SPOKEPORT_FORGE_HOST: `localhost:${ports.forge}`,
    SPOKEPORT_FORGE_URL: urlOf(ports.forge),
    SPOKEPORT_FORGE_TOKEN: tokens.botToken,
    SPOKEPORT_WEBHOOK_SECRET: tokens.webhookSecret,
    SPOKEPORT_KUBECONFIG: paths.kubeconfig,
    SPOKEPORT_OPERATOR_KUBECONFIG: paths.operatorKubeconfig,
    SPOKEPORT_HUB_URL: `https://127.0.0.1:${ports.hub}`,
    SPOKEPORT_HUB_CA: paths.hubAuthority,
    SPOKEPORT_ARGOCD_TOKEN: tokens.argocdToken,
    SPOKEPORT_ARGO_SERVER_TOKEN: tokens.argoServerToken,
  };
}
