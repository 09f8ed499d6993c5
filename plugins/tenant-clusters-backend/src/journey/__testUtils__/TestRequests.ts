import type {
  RepositoryState,
  RequestReader,
  TrackedRequest,
} from '../../requests/types';

/** Requests that a test sets, and which commits contain which. */
export class TestRequests implements RequestReader {
  readonly asked: string[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #contains = new Map<string, boolean>();
  #requests: TrackedRequest[] = [];
  #state: RepositoryState['state'] = 'live';

  set(...requests: TrackedRequest[]) {
    this.#requests = requests;
    this.#tell();
  }

  setState(state: RepositoryState['state']) {
    this.#state = state;
    this.#tell();
  }

  setContains(revision: string, commit: string, answer: boolean) {
    this.#contains.set(`${revision}/${commit}`, answer);
    this.#tell();
  }

  repositories(): RepositoryState[] {
    return [
      {
        hub: 'hub-eu',
        url: 'http://localhost:7008/acme/platform',
        branch: 'main',
        state: this.#state,
      },
    ];
  }

  requests(hub?: string): TrackedRequest[] {
    return this.#requests.filter(
      request => hub === undefined || request.hub === hub,
    );
  }

  requestsFor(claim: {
    hub: string;
    group: string;
    kind: string;
    namespace: string;
    name: string;
  }): TrackedRequest[] {
    return this.requests(claim.hub).filter(({ changes }) =>
      changes.some(
        change =>
          change.group === claim.group &&
          change.kind === claim.kind &&
          change.namespace === claim.namespace &&
          change.name === claim.name,
      ),
    );
  }

  contains(_hub: string, revision: string, commit: string) {
    this.asked.push(`${revision}/${commit}`);
    return this.#contains.get(`${revision}/${commit}`);
  }

  ancestry(_hub: string, revision: string, commit: string) {
    const answer = this.#contains.get(`${revision}/${commit}`);
    if (answer === undefined) {
      return undefined;
    }
    return answer ? 'contained' : 'missing';
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() {
    this.#listeners.forEach(listener => listener());
  }
}
