import { existsSync, readFileSync } from 'node:fs';
import { PortalError } from './lib/PortalError.ts';
import { statePaths } from './lib/paths.ts';
import { DEFAULT_PORTS, urlOf } from './lib/portalEnvironment.ts';
import { readArguments, readPort } from './lib/readArguments.ts';

const USAGE = `Usage: ./portal sandbox fail WHAT [options]
       ./portal sandbox mend
       ./portal sandbox list

Makes the running sandbox fail, as clouds and workflows do, until it is mended. WHAT is one of access-denied, quota,
invalid-cidr, throttling, unavailable, failing-step.

  --cluster NAMESPACE/NAME   only this cluster; every cluster otherwise
  --kind KIND                the managed resource that fails, for example Role
  --step STEP                the handover's step that fails, for failing-step
  --message TEXT             instead of what the real cloud would say
  --state FOLDER             the sandbox's state (default .spokeport)
  --forge-port PORT          where the sandbox's forge listens (default ${DEFAULT_PORTS.forge})`;

interface Fault {
  kind: string;
  match: { kind?: string; step?: string; labels?: Record<string, string> };
}

/** Resources carry the claim's labels, workflows those of the event. */
function placeOf(labels: Record<string, string>): string {
  const namespace =
    labels['crossplane.io/claim-namespace'] ?? labels['spokeport.dev/tenant'];
  const name =
    labels['crossplane.io/claim-name'] ?? labels['spokeport.dev/name'];
  return [namespace, name].filter(Boolean).join('/');
}

function describe(fault: Fault): string {
  const { kind, step, labels } = fault.match;
  const where = labels ? placeOf(labels) : 'every cluster';
  return `${fault.kind} at ${step ? `step ${step}` : kind} of ${where}`;
}

/** `./portal sandbox`. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('sandbox', {
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      cluster: { type: 'string' },
      kind: { type: 'string' },
      step: { type: 'string' },
      message: { type: 'string' },
      state: { type: 'string' },
      'forge-port': { type: 'string' },
    },
  });
  const [command, what] = positionals;
  const methods: Record<string, string> = {
    fail: 'POST',
    mend: 'DELETE',
    list: 'GET',
  };
  if (values.help || !command) {
    console.log(USAGE);
    return values.help ? 0 : 1;
  }
  const method = Object.hasOwn(methods, command) ? methods[command] : undefined;
  if (!method || (command === 'fail' && !what)) {
    throw new PortalError(
      `that is no command of the sandbox; ./portal sandbox --help says what there is.`,
    );
  }
  const { sandboxTokens } = statePaths(values.state);
  if (!existsSync(sandboxTokens)) {
    throw new PortalError('there is no sandbox yet; run ./portal start first.');
  }
  const { controlToken } = JSON.parse(readFileSync(sandboxTokens, 'utf8'));
  const { cluster, kind, step, message } = values;
  const url = `${urlOf(
    readPort(values['forge-port'], DEFAULT_PORTS.forge, '--forge-port'),
  )}/_sandbox/fail`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${controlToken}`,
        'content-type': 'application/json',
      },
      body:
        method === 'POST'
          ? JSON.stringify({ what, cluster, kind, step, message })
          : undefined,
    });
  } catch {
    throw new PortalError(
      'the sandbox does not answer; is ./portal start running?',
    );
  }
  const answer = await response.json().catch(() => {
    throw new PortalError(`what answers at ${url} is not the sandbox.`);
  });
  if (!response.ok) {
    throw new PortalError(
      answer.message ?? `the sandbox refuses (${response.status}).`,
    );
  }
  const faults = answer.faults as Fault[];
  console.log(
    faults.length > 0
      ? faults.map(describe).join('\n')
      : 'Nothing fails. What failed goes on by itself.',
  );
  return 0;
}
