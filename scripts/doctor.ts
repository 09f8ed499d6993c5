import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@backstage/config';
import { openAccount, readHub } from './doctor/CheckedHub.ts';
import { checkHub } from './doctor/checkHub.ts';
import { checkRepository } from './doctor/checkRepository.ts';
import { checkTemplates } from './doctor/checkTemplates.ts';
import { bad, good, note, type Finding } from './doctor/Finding.ts';
import { PortalError } from './lib/PortalError.ts';
import { discoverGroups } from './lib/hubPermissions.ts';
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
