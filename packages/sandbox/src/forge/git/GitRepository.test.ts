import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import { GitRepository } from './GitRepository';
import { TreeChange, ZERO_SHA } from './objects';

const person = {
  name: 'Ana Souza',
  email: 'ana.souza@example.org',
  date: '2026-03-01T09:30:00Z',
};

describe('GitRepository', () => {
  const folder = createMockDirectory();
  let repository: GitRepository;
  const git = (...args: string[]) =>
    execFileSync('git', ['--git-dir', repository.directory, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();

  beforeEach(async () => {
    folder.clear();
    repository = new GitRepository(folder.resolve('r.git'));
    await repository.init('main', '/a "b"/hooks');
  });

  const treeOf = async (
    files: Record<string, string>,
    base?: string,
    more: TreeChange[] = [],
  ): Promise<string> => {
    const changes: TreeChange[] = [...more];
    for (const [path, content] of Object.entries(files)) {
      const sha = await repository.writeBlob(content);
      changes.push({ path, mode: '100644', sha });
    }
    const written = await repository.writeTree(base, changes);
    return 'tree' in written ? written.tree : `no ${written.missing}`;
  };
  const names = (tree: string) =>
    git('ls-tree', '-r', '--name-only', tree).split('\n').filter(Boolean);
  const commitOf = (tree: string, parents: string[] = [], more = {}) =>
    repository.writeCommit({
      tree,
      parents,
      message: 'Change',
      author: person,
      committer: person,
      ...more,
    });

  it('begins on its default branch, with its own settings', () => {
    expect(git('symbolic-ref', 'HEAD').trim()).toBe('refs/heads/main');
    expect(git('config', 'core.hooksPath').trim()).toBe('/a "b"/hooks');
    expect(git('config', 'receive.hideRefs').trim()).toBe('refs/pull');
    expect(git('config', 'core.bare').trim()).toBe('true');
  });

  it('writes objects that git takes for its own', async () => {
    const tree = await treeOf({
      'a.txt': 'a\n',
      'a/b.txt': '',
      'a-b': 'between a and a/\n',
      'é/ç.txt': 'ü\n',
    });
    const first = await commitOf(tree);
    const second = await commitOf(tree, [first], { message: 'Zweite\n\nMehr' });
    await repository.updateRef('refs/heads/main', second, ZERO_SHA);
    expect(git('fsck', '--strict', '--full')).toBe('');
    const made = execFileSync(
      'git',
      ['commit-tree', '-p', first, '-F', '-', tree],
      {
        input: 'Zweite\n\nMehr',
        env: {
          GIT_DIR: repository.directory,
          ...Object.fromEntries(
            ['AUTHOR', 'COMMITTER'].flatMap(role => [
              [`GIT_${role}_NAME`, person.name],
              [`GIT_${role}_EMAIL`, person.email],
              [`GIT_${role}_DATE`, person.date],
            ]),
          ),
        },
      },
    );
    expect(second).toBe(made.toString().trim());
    expect(git('cat-file', 'blob', `${second}:é/ç.txt`)).toBe('ü\n');
    expect(git('write-tree').trim()).toBe(await treeOf({}));
  });

  it.each([
    {
      reason: 'angle brackets, and a dot at the end',
      name: 'Ana <x> Souza.',
      shown: 'Ana x Souza',
    },
    { reason: 'nothing that shows', name: ' \n', shown: 'unknown' },
    { reason: 'quotes and a comma', name: '"Ana", ', shown: 'Ana' },
  ])('writes a name as git would: $reason', async ({ name, shown }) => {
    const author = { ...person, name };
    const sha = await commitOf(await treeOf({ a: '' }), [], { author });
    expect(git('show', '-s', '--format=%an', sha).trim()).toBe(shown);
    expect(git('fsck', '--strict', sha)).not.toContain('error');
  });

  it.each([
    {
      reason: 'a file is added, another changed',
      files: { 'x/new': '1', 'x/y/a': '2' },
      more: [],
      after: ['b', 'x/new', 'x/y/a', 'x/y/c'],
    },
    {
      reason: 'a folder goes with all that is in it',
      files: {},
      more: [{ path: 'x', mode: '100644' }],
      after: ['b'],
    },
    {
      reason: 'a file takes the place of a folder',
      files: { x: '1' },
      more: [],
      after: ['b', 'x'],
    },
    {
      reason: 'a folder takes the place of a file',
      files: { 'b/c': '1' },
      more: [],
      after: ['b/c', 'x/y/a', 'x/y/c'],
    },
    {
      reason: 'both of a folder and a file in it are taken away',
      files: {},
      more: [
        { path: 'x', mode: '100644' },
        { path: 'x/y/a', mode: '100644' },
      ],
      after: ['b'],
    },
    {
      reason: 'nothing is left',
      files: {},
      more: ['b', 'x'].map(path => ({ path, mode: '100644' })),
      after: [],
    },
  ])('$reason', async ({ files, more, after }) => {
    const base = await treeOf({ b: 'b', 'x/y/a': 'a', 'x/y/c': 'c' });
    const tree = await treeOf(files as Record<string, string>, base, more);
    expect(names(tree)).toEqual(after);
  });

  it('puts a tree in the place of what was there', async () => {
    const inner = await treeOf({ one: '1', 'two/three': '3' });
    const base = await treeOf({ 'x/y': 'y', b: 'b' });
    const graft = { path: 'x', mode: '040000', sha: inner };
    expect(names(await treeOf({}, base, [graft]))).toEqual([
      'b',
      'x/one',
      'x/two/three',
    ]);
  });

  it('says what cannot be taken away', async () => {
    const base = await treeOf({ b: 'b' });
    expect(await treeOf({}, base, [{ path: 'c', mode: '100644' }])).toBe(
      'no c',
    );
  });

  it('leaves names as they are that are no UTF-8', async () => {
    const blob = await repository.writeBlob('x');
    const listing = Buffer.from(`100644 blob ${blob}\tcaf\xe9\0`, 'latin1');
    const base = execFileSync(
      'git',
      ['--git-dir', repository.directory, 'mktree', '-z'],
      { input: listing },
    );
    const tree = await treeOf({ b: 'b' }, base.toString().trim());
    expect(
      execFileSync('git', [
        ...['--git-dir', repository.directory],
        ...['ls-tree', '-z', '--name-only', tree],
      ]).toString('latin1'),
    ).toBe('b\0caf\xe9\0');
  });

  it('compares two trees: what was added, removed, renamed, binary', async () => {
    const text = Array.from({ length: 20 }, (_, line) => `${line}\n`).join('');
    const base = await treeOf({
      gone: 'nothing alike\n',
      old: text,
      same: 's',
      bin: '\0',
    });
    const head = await treeOf({
      new: '1\n2\n',
      moved: `${text}more\n`,
      same: 's',
      bin: '\0\0',
      'a "b"\tc': 'q\n',
    });
    const files = await repository.diff(base, head);
    expect(
      files.map(({ path, previousPath, status, additions, deletions }) => [
        ...[status, path, previousPath],
        ...[additions, deletions],
      ]),
    ).toEqual([
      ['added', 'a "b"\tc', undefined, 1, 0],
      ['modified', 'bin', undefined, 0, 0],
      ['removed', 'gone', undefined, 0, 1],
      ['renamed', 'moved', 'old', 1, 0],
      ['added', 'new', undefined, 2, 0],
    ]);
    expect(files.map(({ binary }) => binary)).toEqual([
      ...[false, true, false, false, false],
    ]);
    expect(files[4].patch).toBe('@@ -0,0 +1,2 @@\n+1\n+2');
    expect(files[3].raw).toContain('rename to moved');
    expect(await repository.diff(head, head)).toEqual([]);
  });

  it('knows where references are after they moved, in their order', async () => {
    const one = await commitOf(await treeOf({ a: '1' }));
    const two = await commitOf(await treeOf({ a: '2' }), [one]);
    const move = (ref: string, after: string, before = ZERO_SHA) =>
      repository.updateRef(`refs/${ref}`, after, before);
    expect([...(await repository.refs())]).toEqual([]);
    expect(
      await Promise.all([
        move('heads/main', one),
        move('heads/b', one),
        move('pull/1/head', one),
        move('heads/a', two),
      ]),
    ).toEqual([true, true, true, true]);
    expect(await move('heads/main', two, two)).toBe(false);
    expect(await move('heads/main', two, one)).toBe(true);
    expect(await move('heads/b', ZERO_SHA, one)).toBe(true);
    const kept = [...(await repository.refs())];
    expect(kept).toEqual([
      ['refs/heads/a', two],
      ['refs/heads/main', two],
      ['refs/pull/1/head', one],
    ]);
    repository.forgetRefs();
    expect([...(await repository.refs())]).toEqual(kept);
  });
});
