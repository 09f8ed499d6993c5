import type { Viewer } from '../../permissions';
import type { ChangeFeed } from './ChangeFeed';
import type { MessageText, StreamMessages } from './StreamMessages';
import { resumeSequence, streamPosition } from './StreamPosition';

/** The part of an HTTP response that a stream needs. */
export interface StreamResponse {
  write(chunk: string): boolean;
  end(): unknown;
  /** Present where compression buffers what is written. */
  flush?(): void;
  once(event: 'drain', listener: () => void): unknown;
}

const NOTHING = JSON.stringify({ clusters: [], removed: [], hubs: [] });

/**
 * One open stream. It remembers only its position in the feed: while the reader is slow nothing is queued for it, and when it
 * has caught up it gets everything since as one message, or, if the ring has moved on, is told to read its lists anew.
 */
export class StreamConnection {
  readonly #response: StreamResponse;
  readonly #feed: ChangeFeed;
  readonly #messages: StreamMessages;
  #viewer: Viewer;
  #sequence: number;
  #congestedSince: number | undefined;
  #closed = false;

  constructor(options: {
    response: StreamResponse;
    feed: ChangeFeed;
    messages: StreamMessages;
    viewer: Viewer;
  }) {
    this.#response = options.response;
    this.#feed = options.feed;
    this.#messages = options.messages;
    this.#viewer = options.viewer;
    this.#sequence = options.feed.sequence;
  }

  /** Goes on from a position, or has the reader start afresh. */
  open(lastEventId: string | undefined): void {
    const resumed = resumeSequence(this.#feed, this.#viewer, lastEventId);
    this.#write('retry: 2000\n\n');
    if (resumed === undefined) {
      this.#snapshot();
      return;
    }
    this.#sequence = resumed;
    this.pump();
  }

  /** Sends what came since the last message, unless the reader is still busy with that. */
  pump(): void {
    if (this.#closed || this.#congestedSince !== undefined) {
      return;
    }
    const entries = this.#feed.after(this.#sequence);
    if (!entries) {
      this.#snapshot();
      return;
    }
    this.#sequence = this.#feed.sequence;
    this.#sendText(this.#messages.changes(entries, this.#viewer));
  }

  /** Takes a new decision of the policy into account. */
  redecide(viewer: Viewer): void {
    if (this.#closed || viewer.decision === this.#viewer.decision) {
      return;
    }
    if (this.#congestedSince !== undefined) {
      // What the reader has got is unknown until it drains; nothing less than all of it may be taken away by then.
      this.#viewer = viewer;
      this.#sequence = -1;
      return;
    }
    this.pump();
    const message = this.#messages.redecided(this.#viewer, viewer);
    this.#viewer = viewer;
    this.#sendText(message);
  }

  /** Keeps proxies from closing an idle connection. */
  heartbeat(): void {
    if (!this.#closed && this.#congestedSince === undefined) {
      this.#write(': still here\n\n');
    }
  }

  /** Since when the reader has not read, in milliseconds of `Date.now()`. */
  get congestedSince(): number | undefined {
    return this.#congestedSince;
  }

  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#response.end();
    }
  }

  #snapshot(): void {
    this.#sequence = this.#feed.sequence;
    this.#send('snapshot', NOTHING);
  }

  #sendText(message: MessageText): void {
    if (message === 'snapshot') {
      this.#snapshot();
    } else if (message !== undefined) {
      this.#send('changes', message);
    }
  }

  #send(event: 'changes' | 'snapshot', data: string): void {
    const id = streamPosition(this.#feed, this.#viewer, this.#sequence);
    this.#write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`);
  }

  #write(text: string): void {
    const accepted = this.#response.write(text);
    this.#response.flush?.();
    if (!accepted && this.#congestedSince === undefined) {
      this.#congestedSince = Date.now();
      this.#response.once('drain', () => {
        this.#congestedSince = undefined;
        this.pump();
      });
    }
  }
}
