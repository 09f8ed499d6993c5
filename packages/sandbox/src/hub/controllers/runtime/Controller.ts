import { WatchEvent } from '../../store/types';

/** What a reconcile asks for: to be called again after some seconds (at speed 1) even if nothing changes. */
export type Requeue = { afterSeconds: number } | undefined;

/** A level-triggered controller: it looks at one object by its key and brings the world one or more steps nearer to it. */
export interface Controller {
  name: string;
  /** The keys that must be looked at because of this change; at the start every object passes by as ADDED. */
  keysFor(event: WatchEvent): string[];
  /** May be called at any time and any number of times; an error is retried with growing pauses. */
  reconcile(key: string): Requeue | Promise<Requeue>;
}
