import { setTimeout as pause } from 'node:timers/promises';
import { PortalError } from '../../lib/PortalError.ts';

/** Between two looks at a task, in milliseconds: what a duration may be longer by. */
const LOOK_MS = 20;
const SIGN_IN_PATIENCE_MS = 60_000;
/** A hundred tasks at once wait for each other. */
const TASK_PATIENCE_MS = 1_200_000;

/** What a task came to. */
export interface TaskEnd {
  /** Milliseconds from sending the form until the task had ended. */
  ms: number;
  output: {
    links?: { url?: string }[];
    [name: string]: unknown;
  };
}

/** Somebody who is signed in to a portal with its sandbox, and sends forms. */
export class PortalPerson {
  readonly #url: string;
  readonly #token: string;

  /** @throws PortalError when the portal does not know them in time */
  static async signIn(url: string, name: string): Promise<PortalPerson> {
    const deadline = performance.now() + SIGN_IN_PATIENCE_MS;
    for (;;) {
      const answer = await fetch(`${url}/api/auth/sandbox/refresh`, {
        headers: {
          'x-spokeport-sandbox-user': name,
          'x-requested-with': 'XMLHttpRequest',
        },
      });
      if (answer.ok) {
        const { backstageIdentity } = (await answer.json()) as {
          backstageIdentity: { token: string };
        };
        return new PortalPerson(url, backstageIdentity.token);
      }
      if (performance.now() > deadline) {
        throw new PortalError(`${name} could not sign in: ${answer.status}.`);
      }
      await pause(500);
    }
  }

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Waits until the catalog has read a template. */
  async untilTemplate(name: string): Promise<void> {
    const deadline = performance.now() + SIGN_IN_PATIENCE_MS;
    const path = `/api/catalog/entities/by-name/template/default/${name}`;
    while (!(await this.#call(path)).ok) {
      if (performance.now() > deadline) {
        throw new PortalError(`the catalog does not know template ${name}.`);
      }
      await pause(250);
    }
  }

  /** Sends a form and waits until its task has ended. @throws PortalError when it fails */
  async send(
    template: string,
    values: Record<string, unknown>,
    lookMs = LOOK_MS,
  ): Promise<TaskEnd> {
    const begun = performance.now();
    const { id } = await this.#json<{ id: string }>(
      '/api/scaffolder/v2/tasks',
      {
        templateRef: `template:default/${template}`,
        values,
      },
    );
    const task = `/api/scaffolder/v2/tasks/${id}`;
    for (;;) {
      const { status } = await this.#json<{ status: string }>(task);
      const ms = performance.now() - begun;
      if (status === 'completed') {
        return { ms, output: await this.#output(task) };
      }
      if (ms > TASK_PATIENCE_MS) {
        throw new PortalError(
          `a task of ${template} had not ended after ${
            TASK_PATIENCE_MS / 1_000
          } s.`,
        );
      }
      if (!['open', 'processing'].includes(status)) {
        throw new PortalError(
          `a task of ${template} ended as ${status}: ${await this.#why(task)}`,
        );
      }
      await pause(lookMs);
    }
  }

  /** Milliseconds until the preview of a form is there. */
  async preview(
    template: string,
    values: Record<string, unknown>,
  ): Promise<number> {
    const begun = performance.now();
    await this.#json('/api/tenant-clusters/preview', {
      template: `template:default/${template}`,
      values,
    });
    return performance.now() - begun;
  }

  async #events(task: string) {
    return this.#json<
      { body: { message?: string; output?: TaskEnd['output'] } }[]
    >(`${task}/events`);
  }

  async #output(task: string): Promise<TaskEnd['output']> {
    const events = await this.#events(task);
    return events.findLast(({ body }) => body.output)?.body.output ?? {};
  }

  async #why(task: string): Promise<string> {
    const events = await this.#events(task);
    return events
      .slice(-2)
      .map(({ body }) => body.message ?? '')
      .join(' ');
  }

  #call(path: string, body?: object): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
      },
    });
  }

  async #json<T>(path: string, body?: object): Promise<T> {
    const answer = await this.#call(path, body);
    if (!answer.ok) {
      throw new PortalError(
        `${path} answered ${answer.status}: ${(await answer.text()).slice(
          0,
          500,
        )}`,
      );
    }
    return answer.json() as Promise<T>;
  }
}
