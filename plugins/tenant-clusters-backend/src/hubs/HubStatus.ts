import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FleetWriter, HubKindState, HubLook, HubState } from '../fleet';

/** How a hub is heard: told to the fleet, and once a change of state to the log. */
export class HubStatus {
  readonly #name: string;
  #title: string;
  readonly #fleet: FleetWriter;
  readonly #logger: LoggerService;
  readonly #interval: number;
  readonly #kinds: () => HubKindState[];
  #state: HubState['state'] = 'connecting';
  #message: string | undefined;
  #heardAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  epoch = 1;
  look: HubLook | undefined;

  constructor(options: {
    name: string;
    title: string;
    fleet: FleetWriter;
    logger: LoggerService;
    /** Least milliseconds between two reports of the same state. */
    interval: number;
    kinds: () => HubKindState[];
  }) {
    this.#name = options.name;
    this.#title = options.title;
    this.#fleet = options.fleet;
    this.#logger = options.logger;
    this.#interval = options.interval;
    this.#kinds = options.kinds;
  }

  get state(): HubState['state'] {
    return this.#state;
  }

  /** Milliseconds since the epoch. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  rename(title: string): void {
    if (title !== this.#title) {
      this.#title = title;
      this.publish();
    }
  }

  heard(): void {
    this.#heardAt = Date.now();
    this.touch();
  }

  /** Reports soon that something beside the state may have changed. */
  touch(): void {
    if (this.#stopped) {
      return;
    }
    this.#timer ??= setTimeout(() => this.publish(), this.#interval).unref();
  }

  enter(state: HubState['state'], message?: string): void {
    if (this.#stopped) {
      return;
    }
    // A hub that goes down and up fails in several ways; which one is on the page, and no news for the log. A configuration
    // that is wrong in another way now has been changed by somebody, who reads the log.
    const changed =
      state !== this.#state ||
      (state === 'misconfigured' && message !== this.#message);
    this.#state = state;
    this.#message = message;
    if (changed) {
      this.#log();
    }
    this.publish();
  }

  publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#stopped) {
      return;
    }
    this.#fleet.setHub({
      name: this.#name,
      title: this.#title,
      state: this.#state,
      ...(this.#message && { message: this.#message }),
      ...(this.#heardAt !== undefined && {
        heardAt: new Date(this.#heardAt).toISOString(),
      }),
      epoch: this.epoch,
      ...(this.look && { look: this.look }),
      kinds: this.#kinds(),
    });
  }

  /** Nothing is reported after this. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #log(): void {
    const text = `Hub ${this.#name} is ${this.#state}${
      this.#message ? `: ${this.#message}` : ''
    }`;
    if (this.#state === 'live' || this.#state === 'connecting') {
      this.#logger.info(text);
    } else {
      this.#logger.warn(text);
    }
  }
}
