import { diffRows } from './diffRows';

const short = (diff: string) =>
  diffRows(diff).map(({ kind, text, before, after }) =>
    [kind, text, before, after].filter(part => part !== undefined).join(' '),
  );

describe('diffRows', () => {
  it.each([
    {
      reason: 'a new file',
      diff: '--- /dev/null\n+++ b/a\n@@ -0,0 +1,2 @@\n+one\n+two\n',
      rows: ['added one 1', 'added two 2'],
    },
    {
      reason: 'lines that look like headers',
      diff: '--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n--- x\n+++ y\n z\n',
      rows: ['removed -- x 1', 'added ++ y 1', 'context z 2 2'],
    },
    {
      reason: 'two hunks with a gap before each',
      diff: '--- a/a\n+++ b/a\n@@ -3 +3 @@\n-a\n+b\n@@ -9,2 +9,1 @@\n c\n-d\n',
      rows: [
        'gap ',
        'removed a 3',
        'added b 3',
        'gap ',
        'context c 9 9',
        'removed d 10',
      ],
    },
    {
      reason: 'a missing line break at the end',
      diff: '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n',
      rows: ['removed a 1', 'note No newline at end of file', 'added a 1'],
    },
    {
      reason: 'another mode only',
      diff: 'diff --git a/a b/a\nold mode 100644\nnew mode 100755\n',
      rows: ['note old mode 100644', 'note new mode 100755'],
    },
    {
      reason: 'an empty line that lost its blank',
      diff: '@@ -1,2 +1,2 @@\n\n-a\n+b\n',
      rows: ['context  1 1', 'removed a 2', 'added b 2'],
    },
    { reason: 'nothing', diff: '', rows: [] },
  ])('reads $reason', ({ diff, rows }) => {
    expect(short(diff)).toEqual(rows);
  });
});
