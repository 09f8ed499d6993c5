import { HubError } from '../connection/HubError';
import { SilenceGuard } from '../connection/SilenceGuard';
import { statusError } from '../connection/toHubError';
import {
  KubeObject,
  parseWatchLine,
  resourceVersionOf,
  WatchLine,
} from './KubeObject';
import { Limiter } from './Limiter';
import { listPages } from './listPages';
import { ObjectKeys } from './ObjectKeys';
import { readStream } from './readStream';
import type { ReflectorOptions } from './Reflector';
import { acceptOf, resourcePath } from './ResourceRequest';
import {
  compareResourceVersions,
  laterResourceVersion,
} from './resourceVersion';

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** So often in a row an unreadable line at one version is taken for damage on the way; then for damage in the history. */
const MAX_UNREADABLE = 3;

interface SessionOptions extends ReflectorOptions {
  limiter: Limiter;
  keys: ObjectKeys;
  onSynced: () => void;
}

/** The list and the watch of one collection, and where the watch has come to. */
export class WatchSession {
  readonly #options: SessionOptions;
  /** Where a watch goes on; undefined before the first complete list, and when a list must be made anew. */
  #version: string | undefined;
  /** Whether the server streams lists; remembered once it turned out that it does not. */
  #streamsLists = true;
  #unreadable = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Makes the next attempt begin with a list. */
  forget(): void {
    this.#version = undefined;
  }

  /**
   * One attempt: lists if need be, then watches until the stream ends.
   *
   * @returns whether the watch said anything
   * @throws HubError, or the signal's reason
   */
  async follow(signal: AbortSignal): Promise<boolean> {
    try {
      if (this.#version === undefined) {
        return await this.#synchronise(signal);
      }
      // What went wrong last is over once the watch is accepted.
      return await this.#watch(signal, undefined, this.#options.onSynced);
    } catch (error) {
      const lost =
        error instanceof HubError &&
        (error.type === 'expired' || error.type === 'unsupported');
      if (lost) {
        this.forget();
      }
      throw error;
    }
  }

  async #synchronise(signal: AbortSignal): Promise<boolean> {
    const { limiter, keys, onSynced } = this.#options;
    const release = await limiter.acquire(signal);
    const synced = () => {
      release();
      onSynced();
    };
    try {
      if (this.#streamsLists) {
        try {
          return await this.#watch(signal, synced);
        } catch (error) {
          if (!(error instanceof HubError) || error.type !== 'unsupported') {
            throw error;
          }
          this.#streamsLists = false;
        }
      }
      await this.#list(signal);
      synced();
    } finally {
      keys.dropList();
      release();
    }
    return this.#watch(signal);
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { connection, resource, keys, onVersion } = this.#options;
    const version = await listPages({
      connection,
      resource,
      signal,
      onBegin: () => keys.beginList(),
      onItem: object => {
        signal.throwIfAborted();
        keys.put(object);
      },
    });
    signal.throwIfAborted();
    keys.endList();
    this.#version = version;
    onVersion?.(version);
  }

  /**
   * Opens a watch and reads it to its end.
   *
   * @param onListed - given for a streamed list: called when the list is complete and the watch goes on
   */
  async #watch(
    signal: AbortSignal,
    onListed?: () => void,
    onOpen?: () => void,
  ): Promise<boolean> {
    const { connection, resource, timings, keys } = this.#options;
    const guard = new SilenceGuard(timings.silence, signal);
    let listing = onListed !== undefined;
    let spoke = false;
    let answered = false;
    try {
      const body = await connection.stream({
        path: resourcePath(resource, this.#query(listing)),
        accept: acceptOf(resource, 'watch'),
        signal: guard.signal,
      });
      answered = true;
      onOpen?.();
      if (listing) {
        keys.beginList();
        guard.allow(timings.initialEvents);
      }
      await readStream({
        body,
        signal: guard.signal,
        onChunk: () => {
          guard.heard();
          connection.heard();
        },
        onLine: text => {
          guard.signal.throwIfAborted();
          const line = this.#parse(text);
          spoke ||= line.type !== 'BOOKMARK';
          if (this.#apply(line, listing)) {
            listing = false;
            guard.allow(timings.silence);
            onListed?.();
          }
        },
      });
    } catch (error) {
      signal.throwIfAborted();
      const cause = guard.signal.reason ?? error;
      if (listing && answered && (cause as HubError).type === 'silent') {
        throw new HubError('unsupported', 'The hub does not stream lists.');
      }
      throw cause;
    } finally {
      guard.stop();
    }
    if (listing) {
      throw new HubError('unreachable', 'The hub broke off a list.');
    }
    return spoke;
  }

  #query(listing: boolean): Record<string, string | undefined> {
    const { timings, random = Math.random } = this.#options;
    const [least, most] = timings.watchSeconds;
    return {
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(Math.round(least + random() * (most - least))),
      ...(listing
        ? {
            sendInitialEvents: 'true',
            resourceVersionMatch: 'NotOlderThan',
          }
        : { resourceVersion: this.#version }),
    };
  }

  #parse(text: Buffer): WatchLine {
    try {
      const line = parseWatchLine(text);
      this.#unreadable = 0;
      return line;
    } catch {
      this.#unreadable += 1;
      const repeats = this.#unreadable >= MAX_UNREADABLE;
      if (repeats) {
        this.#unreadable = 0;
      }
      throw new HubError(
        repeats ? 'expired' : 'failing',
        'The hub sends something that cannot be read.',
      );
    }
  }

  /** @returns whether the line completes a streamed list */
  #apply({ type, object }: WatchLine, listing: boolean): boolean {
    if (type === 'ERROR') {
      throw watchError(object);
    }
    if (listing) {
      return this.#applyInitial(type, object);
    }
    const { keys } = this.#options;
    if (type === 'DELETED') {
      keys.delete(object);
    } else if (type !== 'BOOKMARK') {
      keys.put(object);
    }
    const version = resourceVersionOf(object);
    if (type !== 'DELETED' && this.#isBack(version)) {
      throw new HubError('expired', 'The hub went back to an older version.');
    }
    this.#advance(version);
    return false;
  }

  /** Until the list is complete nothing can be resumed, whatever version is mentioned. */
  #applyInitial(type: WatchLine['type'], object: KubeObject): boolean {
    const { keys, onVersion } = this.#options;
    if (type === 'ADDED') {
      keys.put(object);
      return false;
    }
    const version = resourceVersionOf(object);
    const complete =
      type === 'BOOKMARK' &&
      object.metadata?.annotations?.[INITIAL_EVENTS_END] === 'true';
    if (!complete || version === undefined) {
      // A server that streams lists ends them first; this one took the request for a plain watch.
      throw new HubError('unsupported', 'The hub does not stream lists.');
    }
    keys.endList();
    this.#version = version;
    onVersion?.(version);
    return true;
  }

  /** A watch tells of ever later versions, unless the hub was restored to an older state while nobody looked. */
  #isBack(version: string | undefined): boolean {
    return (
      version !== undefined &&
      this.#version !== undefined &&
      (compareResourceVersions(version, this.#version) ?? 0) < 0
    );
  }

  #advance(version: string | undefined): void {
    if (version === undefined) {
      return;
    }
    this.#version = laterResourceVersion(this.#version, version);
    if (compareResourceVersions(this.#version, version) === 0) {
      this.#options.onVersion?.(version);
    }
  }
}

/** The error in an ERROR event: a `Status`. Whatever it says, the stream is over. */
function watchError(object: KubeObject): HubError {
  const { code, details } = object as {
    code?: unknown;
    details?: { retryAfterSeconds?: unknown };
  };
  const seconds = details?.retryAfterSeconds;
  return statusError(
    typeof code === 'number' ? code : 500,
    typeof seconds === 'number' ? seconds * 1_000 : undefined,
  );
}
