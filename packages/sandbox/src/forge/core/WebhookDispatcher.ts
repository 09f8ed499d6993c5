import { createHmac, randomUUID } from 'node:crypto';
import { HookRecord } from '../state/ForgeState';
import { isoSeconds } from '../git/objects';

/** One attempt to deliver an event. */
export interface Delivery {
  id: number;
  guid: string;
  hookId: number;
  event: string;
  action?: string;
  deliveredAt: string;
  /** Seconds. */
  duration: number;
  /** 0 when nobody answered. */
  statusCode: number;
  status: string;
  redelivery: boolean;
  request: {
    headers: Record<string, string>;
    payload: Record<string, unknown>;
  };
  response: { headers: Record<string, string>; payload: string };
}

export interface WebhookDispatcher {
  /** Queues an event for a hook; events of one hook arrive in order. */
  send(hook: HookRecord, event: string, payload: Record<string, unknown>): void;
  redeliver(hook: HookRecord, deliveryId: number): boolean;
  /** The latest deliveries of a hook, newest first. */
  deliveries(hookId: number): Delivery[];
  /** Resolves once everything queued so far was tried. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const KEPT = 50;
const MAX_ANSWER = 10_000;

/** Delivers over HTTP as GitHub does: once, in order for each hook, signed, with a time limit of ten seconds. */
export class DefaultWebhookDispatcher implements WebhookDispatcher {
  readonly #clock: () => Date;
  readonly #queues = new Map<number, Promise<void>>();
  readonly #deliveries = new Map<number, Delivery[]>();
  readonly #closing = new AbortController();
  #nextId = 1;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  send(
    hook: HookRecord,
    event: string,
    payload: Record<string, unknown>,
  ): void {
    if (!hook.active) return;
    if (
      event !== 'ping' &&
      !hook.events.includes('*') &&
      !hook.events.includes(event)
    ) {
      return;
    }
    // The payload is what was true now, whatever changes before its turn.
    this.#enqueue(hook, event, JSON.stringify(payload), randomUUID(), false);
  }

  redeliver(hook: HookRecord, deliveryId: number): boolean {
    const delivery = this.deliveries(hook.id).find(d => d.id === deliveryId);
    if (!delivery) return false;
    const body = JSON.stringify(delivery.request.payload);
    this.#enqueue(hook, delivery.event, body, delivery.guid, true);
    return true;
  }

  deliveries(hookId: number): Delivery[] {
    return this.#deliveries.get(hookId) ?? [];
  }

  async settled(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #enqueue(
    hook: HookRecord,
    event: string,
    json: string,
    guid: string,
    redelivery: boolean,
  ): void {
    const before = this.#queues.get(hook.id) ?? Promise.resolve();
    const next = before.then(() =>
      this.#deliver(hook, event, json, guid, redelivery),
    );
    this.#queues.set(hook.id, next);
  }

  async #deliver(
    hook: HookRecord,
    event: string,
    json: string,
    guid: string,
    redelivery: boolean,
  ): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const body =
      hook.contentType === 'form'
        ? new URLSearchParams({ payload: json }).toString()
        : json;
    const headers = deliveryHeaders(hook, event, body, guid);
    const started = Date.now();
    const answer = await post(hook.url, headers, body, this.#closing.signal);
    const payload = JSON.parse(json) as Record<string, unknown>;
    const delivery: Delivery = {
      id: this.#nextId++,
      guid,
      hookId: hook.id,
      event,
      action: typeof payload.action === 'string' ? payload.action : undefined,
      deliveredAt: isoSeconds(this.#clock()),
      duration: (Date.now() - started) / 1000,
      redelivery,
      ...answer,
      request: { headers, payload },
    };
    const kept = [delivery, ...this.deliveries(hook.id)].slice(0, KEPT);
    this.#deliveries.set(hook.id, kept);
  }
}

function deliveryHeaders(
  hook: HookRecord,
  event: string,
  body: string,
  guid: string,
): Record<string, string> {
  const sign = (algorithm: string, secret: string) =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return {
    'content-type':
      hook.contentType === 'form'
        ? 'application/x-www-form-urlencoded'
        : 'application/json',
    'user-agent': 'GitHub-Hookshot/spokeport-sandbox',
    'x-github-event': event,
    'x-github-delivery': guid,
    'x-github-hook-id': String(hook.id),
    ...(hook.secret && {
      'x-hub-signature': sign('sha1', hook.secret),
      'x-hub-signature-256': sign('sha256', hook.secret),
    }),
  };
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  closing: AbortSignal,
): Promise<Pick<Delivery, 'statusCode' | 'status' | 'response'>> {
  try {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal,
      redirect: 'manual',
    });
    const text = await response.text();
    return {
      statusCode: response.status,
      status: response.ok ? 'OK' : response.statusText || 'failed',
      response: {
        headers: Object.fromEntries(response.headers),
        payload: text.slice(0, MAX_ANSWER),
      },
    };
  } catch (error) {
    const timeout = error instanceof Error && error.name === 'TimeoutError';
    return {
      statusCode: 0,
      status: timeout ? 'timed out' : 'failed to connect to host',
      response: { headers: {}, payload: '' },
    };
  }
}
