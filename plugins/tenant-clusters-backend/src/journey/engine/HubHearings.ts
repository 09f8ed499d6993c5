import type { HubKindState } from '../../fleet/types';
import { hubHearing } from '../state/hubHearing';

/** Knows how each hub was heard when it was looked at last. */
export class HubHearings {
  readonly #heard = new Map<string, string>();
  /** What was reported of the kinds last, and that as a text: a hub is looked at far more often than it reports. */
  readonly #kinds = new Map<
    string,
    { reported: HubKindState[]; text: string }
  >();

  /** Looks how a hub is heard; returns whether that is another way than before. When it was heard last does not count. */
  hear(options: Parameters<typeof hubHearing>[0]): boolean {
    const { fleet, hub } = options;
    const { state, silent, title } = hubHearing(options);
    const kinds = this.#kindsText(hub, fleet.hub(hub)?.kinds);
    const heard = `${state} ${silent} ${title} ${kinds}`;
    const isNews = this.#heard.get(hub) !== heard;
    this.#heard.set(hub, heard);
    return isNews;
  }

  /** A hub that is no longer configured is another one when it comes again. */
  forget(hub: string): void {
    this.#heard.delete(hub);
    this.#kinds.delete(hub);
  }

  #kindsText(hub: string, reported: HubKindState[] = []): string {
    const known = this.#kinds.get(hub);
    if (known?.reported === reported) {
      return known.text;
    }
    const text = JSON.stringify(
      reported.map(({ group, kind, state }) => [group, kind, state]),
    );
    this.#kinds.set(hub, { reported, text });
    return text;
  }
}
