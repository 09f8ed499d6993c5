import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import type {
  Availability,
  ClusterRequestOptions,
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
    const question: Question = Object.fromEntries(searchParams);
    this.questions.push(question);
    const answer = await this.answer(question);
    return this.#respond({ openRequests: 2, unchecked: [], ...(answer as {}) });
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
