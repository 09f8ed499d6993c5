import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DefaultHubStore } from '../../store';
import { KubeObject, ObjectRef, WatchEvent } from '../../store/types';
import { DefaultControllerClock } from '../runtime/ControllerClock';
import {
  Controllers,
  startControllers,
  StartControllersOptions,
} from '../startControllers';

const GIT_ENV = {
  GIT_AUTHOR_NAME: 'bot',
  GIT_AUTHOR_EMAIL: 'bot@example.org',
  GIT_COMMITTER_NAME: 'bot',
  GIT_COMMITTER_EMAIL: 'bot@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/** A hub in memory with its controllers, fast, and real Git repositories beside it. */
export class TestHub {
  readonly store = DefaultHubStore.inMemory();
  readonly clock: DefaultControllerClock;
  readonly events: WatchEvent[] = [];
  readonly errors: string[] = [];
  readonly #dir = mkdtempSync(join(tmpdir(), 'hub-controllers-'));
  readonly #known = new Set<string>();
  #controllers: Controllers | undefined;

  constructor(speed = 200) {
    this.clock = new DefaultControllerClock({ speed });
    this.store.subscribe(event => this.events.push(event));
  }

  start(options: Partial<StartControllersOptions> = {}) {
    this.#controllers = startControllers({
      store: this.store,
      clock: this.clock,
      resolveRepository: url => this.repository(url),
      onError: (controller, key, error) =>
        this.errors.push(`${controller} ${key}: ${(error as Error).stack}`),
      ...options,
    });
  }

  managedResources(ref: ObjectRef) {
    return this.#controllers!.managedResources(ref);
  }

  async stop() {
    await this.#controllers?.stop();
  }

  async close() {
    await this.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  push(url: string) {
    this.#controllers?.notifyPush(url);
  }

  /** The directory of a repository that has been committed to. */
  repository(url: string): string | undefined {
    const name = this.#name(url);
    return this.#known.has(name) ? join(this.#dir, name, '.git') : undefined;
  }

  #name(url: string) {
    return url.replace(/\.git$/, '').replace(/\W+/g, '-');
  }

  /** Commits files to `main`, deleting those given as undefined; returns the commit. */
  commit(url: string, files: Record<string, string | undefined>): string {
    const name = this.#name(url);
    const work = join(this.#dir, name);
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', work, ...args], {
        env: { ...process.env, ...GIT_ENV },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
        .toString()
        .trim();
    if (!this.#known.has(name)) {
      mkdirSync(work, { recursive: true });
      git('init', '-q', '-b', 'main');
      this.#known.add(name);
    }
    for (const [path, content] of Object.entries(files)) {
      const file = join(work, path);
      if (content === undefined) rmSync(file, { force: true });
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', 'Change');
    return git('rev-parse', 'HEAD');
  }

  apply(...objects: KubeObject[]) {
    for (const object of objects) this.store.apply(object);
  }

  /** Waits until `read` gives something true; fails with what it gave last. */
  async until<T>(
    what: string,
    read: () => T | undefined | false,
    timeoutMs = 15_000,
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const value = read();
      if (value) return value;
      if (Date.now() > deadline) {
        throw new Error(
          `waited in vain for ${what}\n${this.errors.slice(-3).join('\n')}`,
        );
      }
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    }
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.store.resourceType(ref) ? this.store.get(ref) : undefined;
  }

  application(name: string): KubeObject | undefined {
    return this.get({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: 'argocd',
      name,
    });
  }

  /** Every distinct state one object went through, by what `read` sees of it. */
  states(
    matches: (object: KubeObject) => boolean,
    read: (object: KubeObject) => string,
  ): string[] {
    const states: string[] = [];
    for (const { object, type } of this.events) {
      if (type === 'DELETED' || !matches(object)) continue;
      const state = read(object);
      if (states.at(-1) !== state) states.push(state);
    }
    return states;
  }
}
