import { hubHearing } from '../state/hubHearing';

/** Knows how each hub was heard when it was looked at last. */
export class HubHearings {
  readonly #heard = new Map<string, string>();

  /** Looks how a hub is heard; returns whether that is another way than before. When it was heard last does not count. */
  hear(options: Parameters<typeof hubHearing>[0]): boolean {
    const { fleet, hub } = options;
    const { state, silent, title } = hubHearing(options);
    const kinds = fleet.hub(hub)?.kinds ?? [];
    const heard = JSON.stringify([
      state,
      silent,
      title,
      kinds.map(kind => [kind.group, kind.kind, kind.state]),
    ]);
    const isNews = this.#heard.get(hub) !== heard;
    this.#heard.set(hub, heard);
    return isNews;
  }

  /** A hub that is no longer configured is another one when it comes again. */
  forget(hub: string): void {
    this.#heard.delete(hub);
  }
}
