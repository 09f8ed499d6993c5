import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import type {
  Availability,
  ClusterRequestOptions,
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
  down = false;
  readonly questions: Question[] = [];

  readonly apis = [
    [discoveryApiRef, { getBaseUrl: async () => BASE_URL }],
    [
      fetchApiRef,
      { fetch: (input: RequestInfo | URL) => this.#fetch(String(input)) },
    ],
  ] as const;

  async #fetch(address: string) {
    if (this.down) {
      throw new TypeError('Failed to fetch');
    }
    const { pathname, searchParams } = new URL(address);
    if (pathname.endsWith('/request-options')) {
      await this.opening;
      return this.#respond(this.options);
    }
    const question: Question = Object.fromEntries(searchParams);
    this.questions.push(question);
    const answer = await this.answer(question);
    return this.#respond({ openRequests: 2, unchecked: [], ...(answer as {}) });
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
