import type { ConnectionConfig } from '../../hubs/config/HubConfig';
import { JsonClient } from './JsonClient';
import type { KubeObject } from './KubernetesClient';
import { openConnection } from './openConnection';

export type WorkflowVerb =
  | 'retry'
  | 'resubmit'
  | 'stop'
  | 'terminate'
  | 'suspend'
  | 'resume';

const pathOf = ({ namespace, name }: { namespace: string; name: string }) =>
  `/api/v1/workflows/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;

/** What is used of Argo Server's API (argoproj/argo-workflows:pkg/apiclient/workflow/workflow.proto). */
export class ArgoServerClient {
  readonly #client: JsonClient;

  constructor(options: { title: string; connection: ConnectionConfig }) {
    this.#client = new JsonClient({
      title: options.title,
      open: () => openConnection(options.connection),
    });
  }

  /** @returns the Workflow, or what was made of it. @throws RemoteError */
  async operate(
    workflow: { namespace: string; name: string },
    verb: WorkflowVerb,
    more: { nodeFieldSelector?: string } = {},
  ): Promise<KubeObject> {
    const { namespace, name } = workflow;
    return this.#client.json({
      method: 'PUT',
      path: `${pathOf(workflow)}/${verb}`,
      body: { namespace, name, ...more },
    });
  }

  /**
   * The end of the log of one step's main container.
   *
   * @param options.limit - bytes of the answer
   * @throws RemoteError
   */
  async log(
    workflow: { namespace: string; name: string },
    options: { podName: string; lines: number; limit: number },
  ): Promise<{ text: string; truncated: boolean }> {
    const query = new URLSearchParams({
      podName: options.podName,
      'logOptions.container': 'main',
      'logOptions.tailLines': String(options.lines),
    });
    const answer = await this.#client.text({
      method: 'GET',
      path: `${pathOf(workflow)}/log?${query}`,
      limit: options.limit,
      cut: true,
    });
    const lines = answer.split('\n').flatMap(readEntry);
    return {
      text: lines.join('\n'),
      truncated:
        Buffer.byteLength(answer) >= options.limit ||
        lines.length >= options.lines,
    };
  }

  /** Whether the token is let in. @throws RemoteError */
  async isLoggedIn(): Promise<boolean> {
    await this.#client.json({ method: 'GET', path: '/api/v1/userinfo' });
    return true;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** A line of the gateway's stream: `{"result":{"content":…,"podName":…}}`. The last one may have been cut. */
function readEntry(line: string): string[] {
  try {
    const entry = JSON.parse(line) as { result?: { content?: unknown } };
    const { content } = entry.result ?? {};
    return typeof content === 'string' ? [content] : [];
  } catch {
    return [];
  }
}
