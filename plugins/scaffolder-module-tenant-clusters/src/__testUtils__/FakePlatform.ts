import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import type {
  Availability,
  ClusterDependents,
  ClusterInGit,
  ClusterRequestOptions,
  ClusterSummary,
  Preview,
  PreviewRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What a form asked about. */
export interface Question {
  hub?: string;
  tenant?: string;
  name?: string;
  cidr?: string;
}

export const tenant = (name: string, title: string) => ({
  name,
  title,
  owner: `group:default/${name}`,
  members: [],
});

/** A cluster as a list shows it. */
export const cluster = (
  name: string,
  more: Partial<ClusterSummary> = {},
): ClusterSummary => ({
  ref: {
    hub: 'hub-eu',
    namespace: 'payments',
    name,
    kind: 'TenantCluster.platform.spokeport.dev',
  },
  tenant: 'payments',
  environment: 'prod',
  state: 'Ready',
  happening: { id: 'happening.ready', text: 'All is well' },
  applications: { total: 0, healthy: 0, progressing: 0, failing: 0 },
  stale: false,
  revision: '1',
  ...more,
});

const NO_DEPENDENTS = {
  applications: [],
  holdings: [],
  usages: [],
  claims: [],
  resources: 0,
  kept: [],
  unknown: [],
  hub: { hub: 'hub-eu', title: 'Hub Europe', state: 'live' },
};

const BASE_URL = 'http://platform.example.org/api/tenant-clusters';

const EMPTY_PREVIEW: Preview = {
  template: 'template:default/request-tenant-cluster',
  proposals: [],
  workspace: [],
  omittedFiles: 0,
  skippedSteps: [],
  unchecked: [],
};

/** The tenant-clusters plugin as the fields see it: over HTTP, with answers that a test decides. */
export class FakePlatform {
  options: ClusterRequestOptions = {
    hubs: [
      {
        name: 'hub-eu',
        title: 'Hub Europe',
        staleness: { hub: 'hub-eu', title: 'Hub Europe', state: 'live' },
      },
    ],
    tenants: [tenant('payments', 'Payments')],
    sizes: [],
    environments: ['dev'],
  };
  /** An answer comes when its promise does. */
  answer: (question: Question) => Partial<Availability> | Promise<unknown> = ({
    name,
    cidr,
  }) => ({
    name: name ? { value: name, status: 'free' } : undefined,
    cidr: cidr ? { value: cidr, status: 'free' } : undefined,
  });
  /** What the answer to the first question waits for. */
  opening: Promise<void> = Promise.resolve();
  /** What the door to previews answers; an error is answered as Backstage does. */
  preview: (request: PreviewRequest) => Partial<Preview> | Promise<Preview> =
    () => ({});
  /** The clusters that the person may change, and those of them that they may remove. */
  clusters: ClusterSummary[] = [];
  removable: string[] = [];
  /** What Git says of a cluster; a number is the status of a refusal. */
  inGit: (name: string) => Partial<ClusterInGit> | number = () => 404;
  /** What depends on a cluster. */
  dependents: (name: string) => Partial<ClusterDependents> = () => ({});
  /** What the form of a template asks for; undefined where the scaffolder does not say. */
  parameters: string[] | undefined;
  down = false;
  /** The previews that were asked for, with whether the asker went away. */
  readonly previews: (PreviewRequest & { left: () => boolean })[] = [];
  readonly questions: Question[] = [];

  readonly apis = [
    [discoveryApiRef, { getBaseUrl: async () => BASE_URL }],
    [
      fetchApiRef,
      {
        fetch: (input: RequestInfo | URL, init?: RequestInit) =>
          this.#fetch(String(input), init),
      },
    ],
  ] as const;

  async #fetch(address: string, init: RequestInit = {}) {
    if (this.down) {
      throw new TypeError('Failed to fetch');
    }
    const { pathname, searchParams } = new URL(address);
    if (pathname.endsWith('/request-options')) {
      await this.opening;
      return this.#respond(this.options);
    }
    if (pathname.endsWith('/preview')) {
      return this.#preview(init);
    }
    const answer = this.#aboutClusters(pathname, searchParams);
    if (answer !== undefined) {
      return typeof answer === 'number'
        ? this.#refuse(answer)
        : this.#respond(answer);
    }
    const question: Question = Object.fromEntries(searchParams);
    this.questions.push(question);
    const free = await this.answer(question);
    return this.#respond({ openRequests: 2, unchecked: [], ...(free as {}) });
  }

  #aboutClusters(pathname: string, query: URLSearchParams) {
    if (pathname.endsWith('/parameter-schema')) {
      const properties = Object.fromEntries(
        (this.parameters ?? []).map(name => [name, {}]),
      );
      return this.parameters
        ? { title: 'Form', steps: [{ title: 'Step', schema: { properties } }] }
        : 404;
    }
    if (pathname.endsWith('/clusters')) {
      const { may, text, limit } = Object.fromEntries(query);
      const matching = this.#proposable(may).filter(({ ref }) =>
        ref.name.includes(text ?? ''),
      );
      return {
        items: matching.slice(0, Number(limit)),
        totalItems: matching.length,
      };
    }
    const [, name, door] = pathname.match(/\/([^/]+)\/(git|dependents)$/) ?? [];
    const ref = this.clusters.find(known => known.ref.name === name)?.ref;
    if (!door) {
      return undefined;
    }
    if (!ref) {
      return 404;
    }
    const inGit = this.inGit(name);
    const common = {
      cluster: ref,
      may: ['change', ...(this.removable.includes(name) ? ['remove'] : [])],
      openRequests: [],
    };
    if (door === 'dependents') {
      return { ...common, ...NO_DEPENDENTS, ...this.dependents(name) };
    }
    return typeof inGit === 'number'
      ? inGit
      : { ...common, branch: 'main', path: `${name}.yaml`, ...inGit };
  }

  #proposable(may: string) {
    return may === 'remove'
      ? this.clusters.filter(({ ref }) => this.removable.includes(ref.name))
      : this.clusters;
  }

  #refuse(status: number): Response {
    const name = status === 404 ? 'NotFoundError' : 'ServiceUnavailableError';
    return new Response(
      JSON.stringify({ error: { name, message: name }, response: {} }),
      { status, headers: { 'content-type': 'application/json' } },
    );
  }

  async #preview({ body, signal }: RequestInit) {
    const request: PreviewRequest = JSON.parse(String(body));
    this.previews.push({ ...request, left: () => signal?.aborted ?? false });
    try {
      const answer = await this.preview(request);
      return this.#respond({ ...EMPTY_PREVIEW, ...answer });
    } catch (error) {
      const { name, message } = error as Error;
      return new Response(
        JSON.stringify({ error: { name, message }, response: {} }),
        { status: 400, headers: { 'content-type': 'application/json' } },
      );
    }
  }

  #respond(body: unknown) {
    const response: Pick<Response, 'ok' | 'status' | 'json'> = {
      ok: true,
      status: 200,
      json: async () => body,
    };
    return response as Response;
  }
}
