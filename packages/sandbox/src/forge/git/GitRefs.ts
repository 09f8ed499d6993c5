import { isSafeRefName, ZERO_SHA } from './objects';
import { runGit } from './runGit';

/** The references of one bare repository, read once and kept until they are forgotten. */
export class GitRefs {
  readonly #directory: string;
  #refs: Promise<Map<string, string>> | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  forget(): void {
    this.#refs = undefined;
  }

  /** All references by full name; annotated tags are peeled to their commit. */
  all(): Promise<Map<string, string>> {
    return this.#refs ?? this.#keep(this.#read());
  }

  #keep(refs: Promise<Map<string, string>>) {
    refs.catch(() => this.forget());
    this.#refs = refs;
    return refs;
  }

  async #read(): Promise<Map<string, string>> {
    const { stdout } = await runGit(this.#directory, [
      'for-each-ref',
      '--format=%(refname)%00%(objectname)%00%(*objectname)',
    ]);
    const refs = new Map<string, string>();
    for (const line of stdout.toString().split('\n')) {
      const [name, sha, peeled] = line.split('\0');
      if (name) refs.set(name, peeled || sha);
    }
    return refs;
  }

  /** Moves a reference if it still is at `before` (`ZERO_SHA`: must not exist). Answers whether it did. */
  async update(ref: string, after: string, before: string): Promise<boolean> {
    if (!isSafeRefName(ref)) return false;
    const args =
      after === ZERO_SHA
        ? ['update-ref', '-d', ref, before]
        : ['update-ref', ref, after, before];
    const { code } = await runGit(this.#directory, args, {
      accept: [0, 1, 128],
    });
    // What a branch or a pull request points to is no tag: it needs no peeling.
    if (code === 0 && this.#refs && /^refs\/(heads|pull)\//.test(ref)) {
      this.#keep(this.#refs.then(refs => withRef(refs, ref, after)));
    } else {
      this.forget();
    }
    return code === 0;
  }
}

/** In git's order, by name. */
function withRef(
  refs: Map<string, string>,
  ref: string,
  sha: string,
): Map<string, string> {
  const changed = new Map(refs);
  if (sha === ZERO_SHA) changed.delete(ref);
  else changed.set(ref, sha);
  return refs.has(ref)
    ? changed
    : new Map([...changed].sort(([a], [b]) => (a < b ? -1 : 1)));
}
