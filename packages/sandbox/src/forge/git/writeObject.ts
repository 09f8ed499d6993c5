import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const compress = promisify(deflate);

/**
 * Writes a loose object (gitformat-loose) and answers its sha. Seeds, templates and proposals write many, and a process of git for
 * each would be most of what they cost.
 */
export async function writeObject(
  directory: string,
  type: 'blob' | 'tree' | 'commit',
  content: Buffer,
): Promise<string> {
  const object = Buffer.concat([
    Buffer.from(`${type} ${content.length}\0`),
    content,
  ]);
  const sha = createHash('sha1').update(object).digest('hex');
  const path = join(directory, 'objects', sha.slice(0, 2), sha.slice(2));
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(dirname(path), { recursive: true });
    const draft = join(dirname(path), `tmp_obj_${randomUUID()}`);
    await writeFile(draft, await compress(object), { mode: 0o444 });
    await rename(draft, path);
  }
  return sha;
}
