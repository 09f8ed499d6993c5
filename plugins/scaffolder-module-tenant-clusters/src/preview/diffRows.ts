/** A line of a unified diff, as it is shown. */
export interface DiffRow {
  kind: 'added' | 'removed' | 'context' | 'gap' | 'note';
  text: string;
  /** Numbers of the line in the file before and after. */
  before?: number;
  after?: number;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;
/** Lines before the first hunk that say more than which file it is. */
const MODE = /^(old|new) mode \d+$/;

/** Reads the unified diff of one file. A gap stands for the lines between two hunks. */
export function diffRows(diff: string): DiffRow[] {
  const rows: DiffRow[] = [];
  let before = 0;
  let after = 0;
  let inHunk = false;
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const hunk = HUNK.exec(line);
    if (hunk) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      if (inHunk || before > 1) {
        rows.push({ kind: 'gap', text: '' });
      }
      inHunk = true;
    } else if (!inHunk) {
      if (MODE.test(line)) {
        rows.push({ kind: 'note', text: line });
      }
    } else if (line.startsWith('+')) {
      rows.push({ kind: 'added', text: line.slice(1), after: after++ });
    } else if (line.startsWith('-')) {
      rows.push({ kind: 'removed', text: line.slice(1), before: before++ });
    } else if (line.startsWith('\\')) {
      rows.push({ kind: 'note', text: line.slice(1).trim() });
    } else {
      rows.push({
        kind: 'context',
        text: line.slice(1),
        before: before++,
        after: after++,
      });
    }
  }
  return rows;
}
