import type { HubProbe } from './probeHub';
import {
  compareResourceVersions,
  laterResourceVersion,
} from './reflector/resourceVersion';

/**
 * Which hub this is, and the highest resourceVersion it has mentioned. A hub whose version goes back was restored from a
 * backup; one with another identity is another cluster. Clients of Kubernetes do not notice either by themselves.
 */
export class HubPosition {
  #highest: string | undefined;
  #identity: string | undefined;
  #known = false;

  /** Whether the hub has been looked at. */
  get known(): boolean {
    return this.#known;
  }

  saw(version: string): void {
    this.#highest = laterResourceVersion(this.#highest, version);
  }

  /** What a look that begins now must at least see. */
  expectation(): string | undefined {
    return this.#highest;
  }

  isAnother(probe: HubProbe, expected: string | undefined): boolean {
    const replaced =
      this.#identity !== undefined &&
      probe.identity !== undefined &&
      this.#identity !== probe.identity;
    const restored =
      expected !== undefined &&
      probe.version !== undefined &&
      (compareResourceVersions(probe.version, expected) ?? 0) < 0;
    return replaced || restored;
  }

  accept(probe: HubProbe): void {
    this.#known = true;
    this.#identity = probe.identity ?? this.#identity;
    if (probe.version !== undefined) {
      this.saw(probe.version);
    }
  }

  forget(): void {
    this.#highest = undefined;
    this.#identity = undefined;
  }
}
