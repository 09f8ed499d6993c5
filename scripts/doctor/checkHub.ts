import type { KubeConfig } from '@kubernetes/client-node';
import { existsSync, readFileSync } from 'node:fs';
import {
  discoverGroups,
  missingPermissions,
  permissionsToOperate,
  permissionsToRead,
  type Permission,
  type ServedGroup,
} from '../lib/hubPermissions.ts';
import {
  openAccount,
  type Account,
  type CheckedHub,
  type Connection,
} from './CheckedHub.ts';
import { bad, good, note, type Finding } from './Finding.ts';

/** Whether a hub is reached, what its accounts may not do, and what is connected beside it. */
export async function checkHub(hub: CheckedHub): Promise<Finding[]> {
  const { name, reading } = hub;
  if (reading.cluster) {
    return [
      note(
        `Hub ${name} is cluster ${reading.cluster} of the kubernetes plugin's configuration, which is not looked into here`,
      ),
    ];
  }
  let config;
  try {
    config = await openAccount(reading);
  } catch (error) {
    return [
      bad(
        `Hub ${name}: its kubeconfig can't be read: ${
          (error as Error).message
        }`,
      ),
    ];
  }
  try {
    const { VersionApi } = await import('@kubernetes/client-node');
    const version = await config.makeApiClient(VersionApi).getCode();
    const served = await discoverGroups(config);
    return [
      good(`Hub ${name} answers (${version.gitVersion})`),
      await checkAccount(config, permissionsToRead(served), {
        fine: `Hub ${name}: the account may read all that is watched`,
        lacking: `Hub ${name}: the account may not`,
      }),
      await checkOperations(hub, config, served),
      ...(await checkConnections(hub)),
    ];
  } catch (error) {
    const status = (error as { code?: number }).code;
    return [
      bad(
        status === 401
          ? `Hub ${name} refuses the credentials`
          : `Hub ${name} does not answer`,
      ),
    ];
  }
}

async function checkAccount(
  config: KubeConfig,
  permissions: Permission[],
  say: { fine: string; lacking: string; optional?: boolean },
): Promise<Finding> {
  const { AuthorizationV1Api } = await import('@kubernetes/client-node');
  const missing = await missingPermissions(
    config.makeApiClient(AuthorizationV1Api),
    permissions,
  );
  if (missing.length === 0) {
    return good(say.fine);
  }
  const text = `${say.lacking} ${missing.join('; ')}`;
  return say.optional ? note(text) : bad(text);
}

/** Without an account of their own, operations may well not be wanted: what is missing for them is a note then. */
async function checkOperations(
  hub: CheckedHub,
  reader: KubeConfig,
  served: ServedGroup[],
): Promise<Finding> {
  const { name, operating, argocd, argoServer, patchApplications } = hub;
  if (operating?.cluster) {
    return note(
      `Hub ${name}: operations use cluster ${operating.cluster} of the kubernetes plugin's configuration, which is not looked into here`,
    );
  }
  let config = reader;
  try {
    config = operating ? await openAccount(operating) : reader;
  } catch (error) {
    return bad(
      `Hub ${name}: the kubeconfig for operations can't be read: ${
        (error as Error).message
      }`,
    );
  }
  try {
    return await checkAccount(
      config,
      permissionsToOperate(served, {
        argocd: argocd.length > 0 && !patchApplications,
        argoServer: argoServer !== undefined,
      }),
      {
        fine: `Hub ${name}: the account for operations may do all of them`,
        lacking: `Hub ${name}: ${
          operating
            ? 'the account for operations'
            : 'for operations the account'
        } may not`,
        optional: operating === undefined,
      },
    );
  } catch {
    return bad(`Hub ${name} refuses the credentials for operations`);
  }
}

async function checkConnections(hub: CheckedHub): Promise<Finding[]> {
  const { argocd, argoServer, name } = hub;
  const findings: Finding[] = [];
  for (const connection of [...argocd, ...(argoServer ? [argoServer] : [])]) {
    findings.push(await checkConnection(name, connection));
  }
  if (argocd.length === 0) {
    findings.push(
      note(
        `Hub ${name}: no Argo CD is connected (argocd[] with url and token): no diffs, and syncs only where operations.patchApplications allows them`,
      ),
    );
  }
  if (!argoServer) {
    findings.push(
      note(
        `Hub ${name}: no Argo Server is connected (argoServer): Workflows can be resubmitted, not retried, and there are no logs`,
      ),
    );
  }
  return findings;
}

async function checkConnection(
  hub: string,
  { title, url, token, ca }: Connection,
): Promise<Finding> {
  const { Agent, request } = await import('undici');
  const dispatcher = new Agent({
    connect: {
      ca: ca && existsSync(ca) ? readFileSync(ca, 'utf8') : undefined,
    },
  });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    const answer = await body.text();
    const isLetIn = statusCode === 200 && !/"loggedIn":\s*false/.test(answer);
    return isLetIn
      ? good(`Hub ${hub}: ${title} takes the token`)
      : bad(`Hub ${hub}: ${title} refuses the token (status ${statusCode})`);
  } catch {
    return bad(`Hub ${hub}: ${title} does not answer`);
  } finally {
    await dispatcher.destroy();
  }
}
