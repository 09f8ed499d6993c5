import type { ChangeSource } from './ChangeSource';
import {
  claimChanges,
  isSelfContained,
  type ClaimPlacement,
} from './claimChanges';
import { isWithin } from './isWithin';
import type { ParsedFile } from './parseChangedFile';
import type { ClaimChange, TrackedRequest } from './types';

export interface HubRequestsOptions extends ClaimPlacement {
  hub: string;
  /** Folders that hold the hub's claims; all when empty. */
  paths: string[];
}

interface Linked {
  source: ChangeSource;
  files: ParsedFile[];
  changes: ClaimChange[];
  request?: TrackedRequest;
  text?: string;
}

/**
 * The requests of one hub, out of what happened to the repository that it may share with others. A request that comes out as it
 * was stays the same object.
 */
export class HubRequests {
  readonly #options: HubRequestsOptions;
  readonly #repository: string;
  #linked = new Map<string, Linked>();

  constructor(options: HubRequestsOptions, repository: string) {
    this.#options = options;
    this.#repository = repository;
  }

  get requests(): TrackedRequest[] {
    return [...this.#linked.values()].flatMap(({ request }) => request ?? []);
  }

  /** Whether the hub wants to know what a file says. */
  wants(path: string): boolean {
    return isWithin(path, this.#options.paths);
  }

  /** Whether files touch a claim of the hub. */
  touches(files: ParsedFile[]): boolean {
    return this.#changes(files).length > 0;
  }

  /** Takes in what there is now. @returns whether a request changed, came or went */
  update(sources: ChangeSource[]): boolean {
    const { hub } = this.#options;
    const before = this.#linked;
    const placed = { hub, repository: this.#repository };
    this.#linked = new Map();
    let changed = false;
    for (const source of sources) {
      const known = before.get(source.key);
      if (known?.source === source && source.files.every(isSelfContained)) {
        this.#linked.set(source.key, known);
        continue;
      }
      const changes =
        known?.files === source.files && source.files.every(isSelfContained)
          ? known.changes
          : this.#changes(source.files);
      const request =
        changes.length > 0 ? source.toRequest(placed, changes) : undefined;
      const text = request && JSON.stringify(request);
      const same = known?.text === text;
      this.#linked.set(source.key, {
        source,
        files: source.files,
        changes,
        request: same ? known?.request : request,
        text,
      });
      changed ||= !same;
    }
    for (const [key, { request }] of before) {
      changed ||= request !== undefined && !this.#linked.has(key);
    }
    return changed;
  }

  #changes(files: ParsedFile[]): ClaimChange[] {
    // Values and templates may lie outside the folders of claims: their Application says whether they matter.
    const own = files.filter(
      ({ path, previousPath, renders }) =>
        renders ||
        this.wants(path) ||
        (previousPath !== undefined && this.wants(previousPath)),
    );
    return claimChanges(own, this.#options);
  }
}
