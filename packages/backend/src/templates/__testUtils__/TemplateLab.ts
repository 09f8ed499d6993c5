import {
  mockCredentials,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { serializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import type {
  ClusterRequestOptions,
  Hub,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { waitForHub, type Sandbox } from 'sandbox';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { parse } from 'yaml';
import { TEMPLATES_FOLDER } from './labPaths';
import {
  pullRequestOf,
  readEvents,
  type TaskEvent,
  type TemplateDryRun,
  type TemplateRun,
} from './TemplateRun';

const PLATFORM = { owner: 'acme', repo: 'platform' };
const REVIEWER = 'bruno.lima';
/** How long a condition may take to come true, in milliseconds. */
const PATIENCE_MS = 120_000;
/** Between two looks through the backend's doors, which have no call for news; in milliseconds. */
const LOOK_MS = 100;

/** States of a task that it stays in. */
const ENDED: string[] = ['completed', 'failed', 'cancelled'];

type TaskStatus =
  | 'open'
  | 'processing'
  | Exclude<TemplateRun['status'], 'refused'>;
type Values = Record<string, unknown>;
type Repository = typeof PLATFORM;

/** A file of a pull request, as GitHub lists it. */
export interface ChangedFile {
  filename: string;
  status: string;
  patch?: string;
}

/** What an answer that refuses says: one of Backstage's errors, or those of a form's schema. */
interface Refusal {
  errors?: { stack?: string; message?: string }[];
  error?: { message?: string };
}

/** What the scaffolder answers a dry run. */
interface DryRunAnswer extends Refusal {
  log: TaskEvent[];
  output: TemplateRun['output'];
  directoryContents: { path: string; base64Content: string }[];
}

/** An object that an Application brings, as Argo CD lists it; its state is JSON. */
interface ManagedResource {
  kind: string;
  name: string;
  liveState: string;
}

/** See `startTemplateLab`. */
export class TemplateLab {
  readonly sandbox: Sandbox;
  readonly backend: TestBackend;
  /** What the sandbox's controllers met and nobody expected. */
  readonly errors: unknown[];
  readonly #folder: string;

  constructor(options: {
    folder: string;
    sandbox: Sandbox;
    backend: TestBackend;
    errors: unknown[];
  }) {
    this.#folder = options.folder;
    this.sandbox = options.sandbox;
    this.backend = options.backend;
    this.errors = options.errors;
  }

  get forge() {
    return this.sandbox.forge;
  }

  /** The hub's objects. */
  get store() {
    return this.sandbox.store;
  }

  /** Resolves once the hub and its repository are heard, and the catalog knows the templates and the people. */
  async ready(): Promise<void> {
    await this.eventually('the hub is heard', async () => {
      const url = '/api/tenant-clusters/hubs';
      const { items } = await this.get<{ items?: Hub[] }>(REVIEWER, url);
      return [items?.[0]?.staleness, items?.[0]?.platformRepository].every(
        heard => heard?.state === 'live',
      );
    });
    await this.eventually('the templates and tenants are known', async () => {
      const { tenants = [] } = await this.get<Partial<ClusterRequestOptions>>(
        REVIEWER,
        '/api/tenant-clusters/request-options',
      );
      return tenants.length > 1;
    });
    await this.#templateIsKnown('request-tenant-cluster');
  }

  async close(): Promise<void> {
    await this.backend.stop();
    await this.sandbox.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /**
   * Runs a template of `templates/` as a person, as the form does, and waits until its task has ended.
   *
   * @param person - name of a user of the sample organisation
   */
  async run(
    template: string,
    values: Values,
    person: string,
    secrets: Record<string, string> = {},
  ): Promise<TemplateRun> {
    await this.#templateIsKnown(template);
    const begun = await this.post<Refusal & { id: string }>(
      person,
      '/api/scaffolder/v2/tasks',
      { templateRef: `template:default/${template}`, values, secrets },
    );
    if (begun.status !== 201) {
      return { ...refusal(begun.body), log: [], steps: {}, output: {} };
    }
    const task = `/api/scaffolder/v2/tasks/${begun.body.id}`;
    let status = 'open' as TaskStatus;
    await this.eventually(`the task of ${template} ends`, async () => {
      ({ status } = await this.get<{ status: TaskStatus }>(person, task));
      return ENDED.includes(status);
    });
    const { error, ...found } = readEvents(
      await this.get<TaskEvent[]>(person, `${task}/events`),
    );
    return {
      status: status as TemplateRun['status'],
      error: status === 'completed' ? undefined : error,
      pullRequest: pullRequestOf(found.output),
      ...found,
    };
  }

  /** The scaffolder's own dry run of a template, with the files of its folder. */
  async dryRun(
    template: string,
    values: Values,
    person: string = REVIEWER,
  ): Promise<TemplateDryRun> {
    const folder = join(TEMPLATES_FOLDER, template);
    const contents = await serializeDirectoryContents(folder, {
      gitignore: false,
    });
    const { status, body } = await this.post<DryRunAnswer>(
      person,
      '/api/scaffolder/v2/dry-run',
      {
        template: parse(await readFile(join(folder, 'template.yaml'), 'utf8')),
        values,
        directoryContents: contents.map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        })),
      },
    );
    if (status !== 200) {
      return {
        ...refusal(body),
        status: body.errors ? 'refused' : 'failed',
        log: [],
        steps: {},
        output: {},
        files: {},
      };
    }
    const { log, steps } = readEvents(body.log);
    return {
      status: 'completed',
      error: undefined,
      log,
      steps,
      output: body.output,
      files: Object.fromEntries(
        body.directoryContents.map(({ path, base64Content }) => [
          path,
          Buffer.from(base64Content, 'base64').toString('utf8'),
        ]),
      ),
    };
  }

  /** A platform engineer approves a pull request and merges it. */
  async merge(
    number: number,
    repository: Repository = PLATFORM,
  ): Promise<string> {
    const pull = { ...repository, number };
    await this.forge.review({
      ...pull,
      reviewer: REVIEWER,
      event: 'APPROVE',
    });
    return this.forge.merge({ ...pull, merger: REVIEWER });
  }

  /** Waits until something holds on the hub; it is looked at after each change of the hub's objects. */
  until(
    what: string,
    holds: () => boolean,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    return waitForHub(this.store, what, holds, timeoutMs);
  }

  /** Waits until something holds that only a request can tell. */
  async eventually(
    what: string,
    holds: () => Promise<boolean>,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`${what}: it did not come true`);
      }
      await pause(LOOK_MS);
    }
  }

  /** A claim on the hub, a cluster's unless another kind is named. */
  claim(namespace: string, name: string, kind = 'TenantCluster') {
    return this.store.get({
      apiVersion: 'platform.spokeport.dev/v1alpha1',
      kind,
      namespace,
      name,
    });
  }

  /** The body of an answer of the forge's API to the portal's own token; `path` begins behind `/api/v3`. */
  async github<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.forge.apiUrl}${path}`, {
      headers: { authorization: `token ${this.sandbox.tokens.botToken}` },
    });
    return answer.json() as Promise<T>;
  }

  /** Files that a pull request changes. */
  async changes(
    number: number,
    { owner, repo }: Repository = PLATFORM,
  ): Promise<ChangedFile[]> {
    return this.github(`/repos/${owner}/${repo}/pulls/${number}/files`);
  }

  /** A pull request, as GitHub gives it. */
  async pull(
    number: number,
    { owner, repo }: Repository = PLATFORM,
  ): Promise<{
    title: string;
    body: string;
    state: string;
    merged: boolean;
    head: { ref: string; sha: string };
  }> {
    return this.github(`/repos/${owner}/${repo}/pulls/${number}`);
  }

  /** All pull requests, newest first. */
  async pulls({ owner, repo }: Repository = PLATFORM): Promise<
    { number: number; title: string }[]
  > {
    return this.github(`/repos/${owner}/${repo}/pulls?state=all&per_page=100`);
  }

  /** The values that Argo CD made an add-on of a cluster with; undefined where there is none. */
  async addonValues(
    cluster: string,
    addon: string,
  ): Promise<string | undefined> {
    const { argocdUrl, tokens, hubAuthority } = this.sandbox;
    const { body } = await request(argocdUrl)
      .get(`/api/v1/applications/addon-${addon}-${cluster}/managed-resources`)
      .ca(await readFile(hubAuthority, 'utf8'))
      .set('authorization', `Bearer ${tokens.argocdToken}`);
    const { items = [] } = body as { items?: ManagedResource[] };
    const found = items.find(
      ({ kind, name }) => kind === 'ConfigMap' && name === `${addon}-values`,
    );
    return found && JSON.parse(found.liveState).data['values.yaml'];
  }

  /** Lines that a pull request adds and takes away, file by file, without those around them. */
  async diff(number: number, repository?: Repository): Promise<string> {
    const files = await this.changes(number, repository);
    return files
      .flatMap(({ filename, status, patch = '' }) => [
        `${status} ${filename}`,
        ...patch.split('\n').filter(line => /^[+-]/.test(line)),
      ])
      .join('\n');
  }

  /** Text of a file; undefined when it is not there. */
  async read(
    path: string,
    ref = 'main',
    { owner, repo }: Repository = PLATFORM,
  ): Promise<string | undefined> {
    const found = await this.github<{ content?: string }>(
      `/repos/${owner}/${repo}/contents/${path}?ref=${encodeURIComponent(ref)}`,
    );
    return found.content === undefined
      ? undefined
      : Buffer.from(found.content, 'base64').toString('utf8');
  }

  /** Commits to a branch as a person, past all protection; undefined deletes a file. */
  commit(
    files: Record<string, string | undefined>,
    options: { branch?: string; author?: string; repository?: Repository } = {},
  ): Promise<string> {
    const {
      branch = 'main',
      author = REVIEWER,
      repository = PLATFORM,
    } = options;
    return this.forge.commitFiles({
      ...repository,
      branch,
      author,
      message: 'Change',
      files: Object.fromEntries(
        Object.entries(files).map(([path, content]) => [
          path,
          content === undefined ? undefined : { content },
        ]),
      ),
    });
  }

  /** The body of an answer of the backend to a person. */
  async get<T>(person: string, path: string): Promise<T> {
    const { body } = await request(this.backend.server)
      .get(path)
      .set('authorization', authorization(person));
    return body;
  }

  async post<T>(
    person: string,
    path: string,
    body: object,
  ): Promise<{ status: number; body: T }> {
    return request(this.backend.server)
      .post(path)
      .set('authorization', authorization(person))
      .send(body);
  }

  /** The catalog reads the templates one after another. */
  async #templateIsKnown(template: string): Promise<void> {
    await this.eventually(`the catalog knows ${template}`, async () => {
      const entity = await this.get<{ metadata?: object }>(
        REVIEWER,
        `/api/catalog/entities/by-name/template/default/${template}`,
      );
      return entity.metadata !== undefined;
    });
  }
}

function authorization(person: string): string {
  return mockCredentials.user.header(`user:default/${person}`);
}

/** What an answer that began no task says. */
function refusal(body: Refusal): { status: 'refused'; error: string } {
  const errors = (body.errors ?? []).map(
    ({ stack, message }) => stack ?? message ?? '',
  );
  return {
    status: 'refused',
    error: errors.join('\n') || body.error?.message || JSON.stringify(body),
  };
}
