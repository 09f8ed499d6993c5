import { randomBytes } from 'node:crypto';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';

/** The secrets of one sandbox, made at its first start and kept: a portal's configuration names them. */
export interface SandboxTokens {
  /** The bot's token on the forge: what the portal uses. */
  botToken: string;
  /** What the forge signs webhooks with. */
  webhookSecret: string;
  /** The hub's tokens: one that reads, one that may do anything. */
  hubReaderToken: string;
  hubAdminToken: string;
  /** What operations need on the hub, and nothing else. */
  hubOperatorToken: string;
  /** Of the portal's accounts at the hub's Argo CD and Argo Server. */
  argocdToken: string;
  argoServerToken: string;
  /** Opens the sandbox's control door. */
  controlToken: string;
  /** The people's tokens on the forge, by login. */
  people: Record<string, string>;
}

/** What the first start noted, once its history was complete. */
export interface SeedRecord {
  seededAt: string;
  /** The history holds the forge's address, in Applications and clone URLs: it cannot move to another. */
  forgeUrl: string;
}

const MARK = '.spokeport-sandbox';

/** The one folder that a sandbox keeps its state in. Nothing in it can be read by other users of the machine. */
export class SandboxFolder {
  readonly path: string;

  /**
   * Opens the folder and makes it if it is not there.
   *
   * @param fresh - drops what an earlier sandbox kept there
   * @throws when the folder cannot be written to, or holds something that is no sandbox's: nothing of it is touched then
   */
  static async open(path: string, fresh = false): Promise<SandboxFolder> {
    const folder = new SandboxFolder(path);
    await mkdir(path, { recursive: true, mode: 0o700 });
    await folder.#claim();
    // A start that was stopped before its history was complete leaves nothing worth keeping.
    if (fresh || !(await folder.seed())) await folder.#clear();
    await Promise.all([
      mkdir(folder.forge, { recursive: true }),
      mkdir(folder.hub, { recursive: true }),
    ]);
    return folder;
  }

  private constructor(path: string) {
    this.path = path;
  }

  get forge(): string {
    return join(this.path, 'forge');
  }

  get hub(): string {
    return join(this.path, 'hub');
  }

  get readerKubeconfig(): string {
    return join(this.path, 'kubeconfig');
  }

  get operatorKubeconfig(): string {
    return join(this.path, 'operator.kubeconfig');
  }

  /** The authority of the hub's certificate, for its Argo CD and Argo Server. */
  get hubAuthority(): string {
    return join(this.path, 'hub-ca.pem');
  }

  get adminKubeconfig(): string {
    return join(this.path, 'admin.kubeconfig');
  }

  get tokensFile(): string {
    return join(this.path, 'tokens.json');
  }

  get #seedFile(): string {
    return join(this.path, 'seed.json');
  }

  /** Absent until the first history is complete. */
  async seed(): Promise<SeedRecord | undefined> {
    return readJson<SeedRecord>(this.#seedFile);
  }

  async noteSeed(record: SeedRecord): Promise<void> {
    await this.write(this.#seedFile, JSON.stringify(record, undefined, 2));
  }

  /** The secrets of this folder; new ones at the first start. */
  async tokens(logins: string[]): Promise<SandboxTokens> {
    const known = await readJson<SandboxTokens>(this.tokensFile);
    const tokens: SandboxTokens = {
      botToken: known?.botToken ?? secret('ghp_'),
      webhookSecret: known?.webhookSecret ?? secret(),
      hubReaderToken: known?.hubReaderToken ?? secret(),
      hubAdminToken: known?.hubAdminToken ?? secret(),
      hubOperatorToken: known?.hubOperatorToken ?? secret(),
      argocdToken: known?.argocdToken ?? secret(),
      argoServerToken: known?.argoServerToken ?? secret(),
      controlToken: known?.controlToken ?? secret(),
      people: Object.fromEntries(
        logins.map(login => [login, known?.people?.[login] ?? secret('ghp_')]),
      ),
    };
    await this.write(this.tokensFile, JSON.stringify(tokens, undefined, 2));
    return tokens;
  }

  /** Writes a file that only its owner may read, whole or not at all. */
  async write(file: string, text: string): Promise<void> {
    const half = `${file}.half`;
    await writeFile(half, `${text.trimEnd()}\n`, { mode: 0o600 });
    await chmod(half, 0o600);
    await rename(half, file);
  }

  /** Marks an empty folder as this sandbox's; a folder without the mark may be anyone's, and clearing it would be a loss. */
  async #claim(): Promise<void> {
    const entries = await readdir(this.path);
    if (entries.includes(MARK)) return;
    if (entries.length > 0) {
      throw new Error(
        `${this.path} is not empty and holds no sandbox: choose another folder with --state.`,
      );
    }
    await this.write(
      join(this.path, MARK),
      'The state of a Spokeport sandbox.',
    );
  }

  async #clear(): Promise<void> {
    const own = [
      this.forge,
      this.hub,
      this.#seedFile,
      this.tokensFile,
      this.readerKubeconfig,
      this.adminKubeconfig,
      this.operatorKubeconfig,
      this.hubAuthority,
    ];
    await Promise.all(
      own.map(path => rm(path, { recursive: true, force: true })),
    );
  }
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    // A damaged file is treated like a missing one: the history is made again.
    if (
      error instanceof SyntaxError ||
      (error as NodeJS.ErrnoException).code === 'ENOENT'
    ) {
      return undefined;
    }
    throw error;
  }
}

function secret(prefix = ''): string {
  return prefix + randomBytes(24).toString('hex');
}
