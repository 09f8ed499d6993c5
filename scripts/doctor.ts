import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@backstage/config';
import type { KubeConfig } from '@kubernetes/client-node';
import { PortalError } from './lib/PortalError.ts';
import {
  discoverGroups,
  missingPermissions,
  permissionsToOperate,
  permissionsToRead,
  type Permission,
  type ServedGroup,
} from './lib/hubPermissions.ts';
import { ensurePackages } from './lib/install.ts';
import { ROOT, statePaths } from './lib/paths.ts';
import { DEFAULT_PORTS, portalEnvironment } from './lib/portalEnvironment.ts';
import { isPortFree } from './lib/ports.ts';
import { readArguments } from './lib/readArguments.ts';
import { rolesOfKinds } from './lib/rolesOfKinds.ts';

const USAGE = `Usage: ./portal doctor [--config FILE]… [--state FOLDER] [--roles]

Says what is wrong: the machine, the configuration, each hub (reached? which permissions are missing for reading, and for
operations? are its Argo CD and Argo Server connected?), each platform repository and its token, and the templates. Without
--config it looks at the sandbox portal. Ends with exit code 1 when something needs mending.

  --roles   prints instead, as YAML, the roles of each hub for its claims, composites and managed resources, which
            docs/rbac/read-role.yaml and operate-role.yaml gather; to be made again when CRDs appear`;

interface Finding {
  ok: boolean | 'note';
  text: string;
}

const good = (text: string): Finding => ({ ok: true, text });
const bad = (text: string): Finding => ({ ok: false, text });
const note = (text: string): Finding => ({ ok: 'note', text });

async function checkMachine(): Promise<Finding[]> {
  const findings = [good(`Node ${process.versions.node}`)];
  for (const [what, port] of Object.entries(DEFAULT_PORTS)) {
    findings.push(
      (await isPortFree(port))
        ? good(`Port ${port} (${what}) is free`)
        : note(`Port ${port} (${what}) is in use; fine when the portal runs`),
    );
  }
  return findings;
}

/** How an account of a hub is given in the configuration. */
interface Account {
  kubeconfig?: string;
  kubeconfigContent?: string;
  /** Named in the kubernetes plugin's configuration. */
  cluster?: string;
  context?: string;
}

interface CheckedHub {
  name: string;
  reading: Account;
  /** For operations, where that is another account. */
  operating?: Account;
  argocd: Connection[];
  argoServer?: Connection;
  patchApplications: boolean;
}

/** An API beside the hub's own. */
interface Connection {
  title: string;
  /** Where it says who one is. */
  url: string;
  token: string;
  ca?: string;
}

async function openAccount(account: Account): Promise<KubeConfig> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  if (account.kubeconfig) {
    config.loadFromFile(account.kubeconfig);
  } else if (account.kubeconfigContent) {
    config.loadFromString(account.kubeconfigContent);
  } else {
    config.loadFromCluster();
  }
  if (account.context) {
    config.setCurrentContext(account.context);
  }
  return config;
}

async function checkHub(hub: CheckedHub): Promise<Finding[]> {
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

async function checkRepository(
  hub: string,
  url: string,
  branch: string,
  integrations: { host: string; apiBaseUrl?: string; token?: string }[],
): Promise<Finding[]> {
  const { host, pathname } = new URL(url);
  const integration = integrations.find(candidate => candidate.host === host);
  if (!integration) {
    return [bad(`Hub ${hub}: there is no GitHub integration for ${host}`)];
  }
  const api = integration.apiBaseUrl ?? 'https://api.github.com';
  const name = pathname.replace(/^\/|\.git$/g, '');
  try {
    const response = await fetch(`${api}/repos/${name}/branches/${branch}`, {
      headers: integration.token
        ? { authorization: `token ${integration.token}` }
        : {},
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401) {
      return [bad(`Hub ${hub}: ${host} refuses the token`)];
    }
    if (!response.ok) {
      return [
        bad(
          `Hub ${hub}: ${name} or its branch ${branch} does not exist on ${host}, or the token may not read it`,
        ),
      ];
    }
    const scopes = response.headers.get('x-oauth-scopes');
    const lacksRepo = scopes && !/\brepo\b/.test(scopes);
    return [
      lacksRepo
        ? bad(
            `Hub ${hub}: the token for ${host} lacks the scope repo (it has ${scopes})`,
          )
        : good(`Hub ${hub}: ${name} can be read`),
    ];
  } catch {
    return [bad(`Hub ${hub}: ${host} does not answer`)];
  }
}

async function checkTemplates(): Promise<Finding[]> {
  const { parse } = await import('yaml');
  const findings: Finding[] = [];
  for (const name of readdirSync(join(ROOT, 'templates'))) {
    const file = join(ROOT, 'templates', name, 'template.yaml');
    if (existsSync(file)) {
      try {
        const template = parse(readFileSync(file, 'utf8'));
        const steps = template?.spec?.steps;
        findings.push(
          template?.kind === 'Template' &&
            Array.isArray(steps) &&
            steps.length > 0
            ? good(`Template ${name} parses`)
            : bad(`Template ${name} has no steps, or is no Template`),
        );
      } catch (error) {
        findings.push(
          bad(
            `Template ${name} does not parse: ${
              (error as Error).message.split('\n')[0]
            }`,
          ),
        );
      }
    }
  }
  return findings;
}

function readAccount(section: Config): Account {
  return {
    kubeconfig: section.getOptionalString('kubeconfig'),
    kubeconfigContent: section.getOptionalString('kubeconfigContent'),
    cluster: section.getOptionalString('cluster'),
    context: section.getOptionalString('context'),
  };
}

function readHub(hub: Config): CheckedHub {
  const operating = hub.getOptionalConfig('operations.kubernetes');
  const connection = (
    section: Config,
    title: string,
    door: string,
  ): Connection[] => {
    const url =
      section.getOptionalString('apiUrl') ?? section.getOptionalString('url');
    const token = section.getOptionalString('token');
    const ca = section.getOptionalString('caFile');
    return url && token
      ? [{ title, url: `${url.replace(/\/+$/, '')}${door}`, token, ca }]
      : [];
  };
  const argoServer = hub.getOptionalConfig('argoServer');
  return {
    name: hub.getString('name'),
    reading: readAccount(hub.getConfig('kubernetes')),
    operating: operating && readAccount(operating),
    argocd: (hub.getOptionalConfigArray('argocd') ?? []).flatMap(section =>
      connection(section, 'Argo CD', '/api/v1/session/userinfo'),
    ),
    argoServer:
      argoServer &&
      connection(argoServer, 'Argo Server', '/api/v1/userinfo')[0],
    patchApplications:
      hub.getOptionalBoolean('operations.patchApplications') ?? false,
  };
}

async function readConfiguration(files: string[]): Promise<Config> {
  const { ConfigSources } = await import('@backstage/config-loader');
  const { ConfigReader } = await import('@backstage/config');
  const source = ConfigSources.default({
    argv: files.flatMap(file => ['--config', file]),
    watch: false,
  });
  let data: { data: object; context: string }[] = [];
  for await (const { configs } of source.readConfigData()) {
    data = configs as typeof data;
    break;
  }
  return ConfigReader.fromConfigs(data as never);
}

/** Prints the roles of each hub for the kinds that only it knows. */
async function printRoles(files: string[]): Promise<number> {
  const { stringify } = await import('yaml');
  const config = await readConfiguration(files);
  for (const hub of config.getOptionalConfigArray('tenantClusters.hubs') ??
    []) {
    const { name, reading } = readHub(hub);
    const served = await discoverGroups(await openAccount(reading));
    console.log(`# Hub ${name}`);
    for (const role of rolesOfKinds(served)) {
      console.log(
        `---\n${stringify(role, { aliasDuplicateObjects: false }).trimEnd()}`,
      );
    }
  }
  return 0;
}

async function checkConfiguration(files: string[]): Promise<Finding[]> {
  let config;
  try {
    config = await readConfiguration(files);
  } catch (error) {
    return [
      bad(`The configuration can't be read: ${(error as Error).message}`),
    ];
  }
  const findings = [good(`The configuration parses (${files.join(', ')})`)];
  const hubs = config.getOptionalConfigArray('tenantClusters.hubs') ?? [];
  if (hubs.length === 0) {
    findings.push(bad('No hub is configured under tenantClusters.hubs'));
  }
  const integrations = (
    config.getOptionalConfigArray('integrations.github') ?? []
  ).map(integration => ({
    host: integration.getOptionalString('host') ?? 'github.com',
    apiBaseUrl: integration.getOptionalString('apiBaseUrl'),
    token: integration.getOptionalString('token'),
  }));
  for (const hub of hubs) {
    const name = hub.getString('name');
    findings.push(...(await checkHub(readHub(hub))));
    const url = hub.getOptionalString('platformRepository.url');
    if (url) {
      const branch =
        hub.getOptionalString('platformRepository.branch') ?? 'main';
      findings.push(
        ...(await checkRepository(name, url, branch, integrations)),
      );
    }
  }
  return findings;
}

/** `./portal doctor`. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments('doctor', {
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      config: { type: 'string', multiple: true },
      state: { type: 'string' },
      roles: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  await ensurePackages();
  const findings = await checkMachine();
  const paths = statePaths(values.state);
  const sandbox = !values.config;
  if (sandbox && !existsSync(paths.sandboxTokens)) {
    findings.push(
      note('The sandbox has not been started yet; ./portal start makes it'),
    );
  } else {
    if (sandbox) {
      Object.assign(process.env, portalEnvironment(paths, DEFAULT_PORTS));
    }
    const files = values.config ?? [join(ROOT, 'app-config.yaml')];
    const missing = files.find(file => !existsSync(file));
    if (missing) {
      throw new PortalError(`there is no file ${missing}.`);
    }
    if (values.roles) {
      return printRoles(files);
    }
    findings.push(...(await checkConfiguration(files)));
  }
  findings.push(...(await checkTemplates()));
  for (const { ok, text } of findings) {
    console.log(`${ok === 'note' ? '·' : ok ? '✓' : '✗'} ${text}`);
  }
  const wrong = findings.filter(finding => finding.ok === false).length;
  console.log(wrong > 0 ? `\n${wrong} to mend` : '\nNothing to mend');
  return wrong > 0 ? 1 : 0;
}
