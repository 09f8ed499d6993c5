import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PortalError } from './lib/PortalError.ts';
import { ensurePackages } from './lib/install.ts';
import { ROOT, statePaths } from './lib/paths.ts';
import { DEFAULT_PORTS, portalEnvironment } from './lib/portalEnvironment.ts';
import { isPortFree } from './lib/ports.ts';
import { readArguments } from './lib/readArguments.ts';

const USAGE = `Usage: ./portal doctor [--config FILE]… [--state FOLDER]

Says what is wrong: the machine, the configuration, each hub (reached? which permissions are missing?), each platform
repository and its token, and the templates. Without --config it looks at the sandbox portal. Ends with exit code 1 when
something needs mending.`;

interface Finding {
  ok: boolean | 'note';
  text: string;
}

const good = (text: string): Finding => ({ ok: true, text });
const bad = (text: string): Finding => ({ ok: false, text });
const note = (text: string): Finding => ({ ok: 'note', text });

/** What the tracker lists and watches on a hub, as docs/rbac/read-role.yaml grants it: API group and plural. */
const READS: [string, string][] = [
  ['apiextensions.k8s.io', 'customresourcedefinitions'],
  ['apiextensions.crossplane.io', 'compositeresourcedefinitions'],
  ['apiextensions.crossplane.io', 'compositions'],
  ['argoproj.io', 'applications'],
  ['argoproj.io', 'applicationsets'],
  ['argoproj.io', 'appprojects'],
  ['argoproj.io', 'workflows'],
  ['argoproj.io', 'eventsources'],
  ['argoproj.io', 'sensors'],
  ['', 'events'],
  ['', 'configmaps'],
  ['', 'secrets'],
];

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

async function checkHub(hub: {
  name: string;
  kubeconfig?: string;
  kubeconfigContent?: string;
  /** Named in the kubernetes plugin's configuration. */
  cluster?: string;
  context?: string;
}): Promise<Finding[]> {
  if (hub.cluster) {
    return [
      note(
        `Hub ${hub.name} is cluster ${hub.cluster} of the kubernetes plugin's configuration, which is not looked into here`,
      ),
    ];
  }
  const { KubeConfig, AuthorizationV1Api, VersionApi } = await import(
    '@kubernetes/client-node'
  );
  const config = new KubeConfig();
  try {
    if (hub.kubeconfig) {
      config.loadFromFile(hub.kubeconfig);
    } else if (hub.kubeconfigContent) {
      config.loadFromString(hub.kubeconfigContent);
    } else {
      config.loadFromCluster();
    }
    if (hub.context) {
      config.setCurrentContext(hub.context);
    }
  } catch (error) {
    return [
      bad(
        `Hub ${hub.name}: its kubeconfig can't be read: ${
          (error as Error).message
        }`,
      ),
    ];
  }
  try {
    const version = await config.makeApiClient(VersionApi).getCode();
    const findings = [good(`Hub ${hub.name} answers (${version.gitVersion})`)];
    const api = config.makeApiClient(AuthorizationV1Api);
    const missing: string[] = [];
    for (const [group, resource] of READS) {
      for (const verb of ['list', 'watch']) {
        const review = await api.createSelfSubjectAccessReview({
          body: { spec: { resourceAttributes: { group, resource, verb } } },
        });
        if (!review.status?.allowed) {
          missing.push(
            `${verb} ${[resource, group].filter(Boolean).join('.')}`,
          );
        }
      }
    }
    findings.push(
      missing.length > 0
        ? bad(`Hub ${hub.name}: the account may not ${missing.join(', ')}`)
        : good(`Hub ${hub.name}: the account may read all that is watched`),
    );
    return findings;
  } catch (error) {
    const status = (error as { code?: number }).code;
    return [
      bad(
        status === 401
          ? `Hub ${hub.name} refuses the credentials`
          : `Hub ${hub.name} does not answer`,
      ),
    ];
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

async function checkConfiguration(files: string[]): Promise<Finding[]> {
  const { ConfigSources } = await import('@backstage/config-loader');
  const { ConfigReader } = await import('@backstage/config');
  let config;
  try {
    const source = ConfigSources.default({
      argv: files.flatMap(file => ['--config', file]),
      watch: false,
    });
    let data: { data: object; context: string }[] = [];
    for await (const { configs } of source.readConfigData()) {
      data = configs as typeof data;
      break;
    }
    config = ConfigReader.fromConfigs(data as never);
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
    findings.push(
      ...(await checkHub({
        name,
        kubeconfig: hub.getOptionalString('kubernetes.kubeconfig'),
        kubeconfigContent: hub.getOptionalString(
          'kubernetes.kubeconfigContent',
        ),
        cluster: hub.getOptionalString('kubernetes.cluster'),
        context: hub.getOptionalString('kubernetes.context'),
      })),
    );
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
