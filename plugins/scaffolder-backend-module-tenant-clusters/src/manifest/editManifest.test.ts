import { isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { editManifest } from './editManifest';
import { parseFieldPath } from './fieldPath';
import type { DocumentSelector, FieldEdit } from './types';

type Wish = Omit<FieldEdit, 'path'> & { path: string };

const FILE = 'tenants/payments/clusters/payments-dev.yaml';

function edit(
  text: string | undefined,
  wishes: Wish[],
  more: {
    select?: DocumentSelector;
    manifest?: Record<string, unknown>;
  } = {},
) {
  return editManifest({
    file: FILE,
    text,
    edits: wishes.map(({ path, ...wish }) => ({
      path: parseFieldPath(path),
      ...wish,
    })),
    ...more,
  });
}

const CLAIM = `# Owned by payments
apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: payments-dev   # the name
  namespace: 'payments'
  labels: {spokeport.dev/tenant: payments, "spokeport.dev/environment": dev}
spec:

  size: small # grows later
  # what we were given
  network:
    cidr: "10.42.0.0/16"
    # no more
  kubernetesVersion: '1.33'
  members:
  - ana.souza     # lead
  # on leave
  - lia.moreira
  notes: |
    first
    second

  addons: []
  quota:
`;

describe('editManifest', () => {
  it.each<{ reason: string; text?: string; wishes: Wish[]; lines: string[] }>([
    {
      reason: 'keeps the comment behind a value',
      wishes: [{ path: 'spec.size', set: 'large' }],
      lines: ['-  size: small # grows later', '+  size: large # grows later'],
    },
    {
      reason: 'keeps the quotes of a value',
      wishes: [
        { path: 'spec.network.cidr', set: '10.43.0.0/16' },
        { path: 'spec.kubernetesVersion', set: '1.34' },
      ],
      lines: [
        '-    cidr: "10.42.0.0/16"',
        '+    cidr: "10.43.0.0/16"',
        "-  kubernetesVersion: '1.33'",
        "+  kubernetesVersion: '1.34'",
      ],
    },
    {
      reason: 'writes no byte where the value is the same',
      wishes: [
        { path: 'spec.size', set: 'small' },
        { path: 'spec.members', set: ['ana.souza', 'lia.moreira'] },
        { path: 'spec.absent', remove: true },
        { path: 'spec.members', removeItem: 'nobody' },
        { path: 'spec.members', addItem: 'ana.souza' },
      ],
      lines: [],
    },
    {
      reason: 'edits within brackets without laying them out anew',
      wishes: [
        { path: 'metadata.labels["spokeport.dev/environment"]', set: 'prod' },
        { path: "metadata.labels['team']", set: 'a, b' },
      ],
      lines: [
        '-  labels: {spokeport.dev/tenant: payments, "spokeport.dev/environment": dev}',
        '+  labels: {spokeport.dev/tenant: payments, "spokeport.dev/environment": prod, team: "a, b"}',
      ],
    },
    {
      reason: 'takes away the first of what stands in brackets, with its comma',
      wishes: [
        { path: 'metadata.labels["spokeport.dev/tenant"]', remove: true },
      ],
      lines: [
        '-  labels: {spokeport.dev/tenant: payments, "spokeport.dev/environment": dev}',
        '+  labels: {"spokeport.dev/environment": dev}',
      ],
    },
    {
      reason: 'adds a field behind the last of its map',
      wishes: [{ path: 'spec.network.public', set: false }],
      lines: ['+    public: false'],
    },
    {
      reason: 'makes the maps that a path needs',
      wishes: [{ path: 'metadata.annotations["a/b"]', set: 'on' }],
      lines: ['+  annotations:', '+    a/b: "on"'],
    },
    {
      reason: 'adds to a list in its own style, comments of others untouched',
      wishes: [{ path: 'spec.members', addItem: 'davi.rocha' }],
      lines: ['+  - davi.rocha'],
    },
    {
      reason: 'takes an item out of a list with its own comment only',
      wishes: [{ path: 'spec.members', removeItem: 'ana.souza' }],
      lines: ['-  - ana.souza     # lead'],
    },
    {
      reason: 'aligns a list that is set as a whole',
      wishes: [
        {
          path: 'spec.members',
          set: ['bruno.lima', 'ana.souza', 'lia.moreira', 'davi.rocha'],
        },
      ],
      lines: ['+  - bruno.lima', '+  - davi.rocha'],
    },
    {
      reason: 'an empty list in brackets becomes lines',
      wishes: [{ path: 'spec.addons', set: ['ingress-nginx'] }],
      lines: ['-  addons: []', '+  addons:', '+  - ingress-nginx'],
    },
    {
      reason: 'a list that loses its last item stays a list',
      wishes: [
        { path: 'spec.members', removeItem: 'ana.souza' },
        { path: 'spec.members', removeItem: 'lia.moreira' },
      ],
      lines: [
        '-  members:',
        '-  - ana.souza     # lead',
        '-  # on leave',
        '-  - lia.moreira',
        '+  members: []',
      ],
    },
    {
      reason: 'nothing becomes a value, and a map',
      wishes: [{ path: 'spec.quota.pods', set: 10 }],
      lines: ['+    pods: 10'],
    },
    {
      reason: 'a block of text becomes another one',
      wishes: [{ path: 'spec.notes', set: 'first\nthird\n' }],
      lines: ['-    second', '+    third'],
    },
    {
      reason: 'a block of text becomes a word',
      wishes: [{ path: 'spec.notes', set: 'none' }],
      lines: ['-  notes: |', '-    first', '-    second', '+  notes: none'],
    },
    {
      reason: 'a map goes with the comments inside it, those around it stay',
      wishes: [{ path: 'spec.network', remove: true }],
      lines: ['-  network:', '-    cidr: "10.42.0.0/16"', '-    # no more'],
    },
    {
      reason: 'a value becomes a map below its key, its comment stays',
      wishes: [{ path: 'spec.size', set: { nodes: 3, type: 'large' } }],
      lines: [
        '-  size: small # grows later',
        '+  size: # grows later',
        '+    nodes: 3',
        '+    type: large',
      ],
    },
    {
      reason: 'a map becomes a value',
      wishes: [{ path: 'spec.network', set: 'default' }],
      lines: [
        '-  network:',
        '-    cidr: "10.42.0.0/16"',
        '-    # no more',
        '+  network: default',
      ],
    },
    {
      reason: 'a map that is set as a whole changes field by field',
      wishes: [
        { path: 'spec.network', set: { cidr: '10.42.0.0/16', mtu: 1400 } },
      ],
      lines: ['+    mtu: 1400'],
    },
    {
      reason: 'text that YAML would take for something else is quoted',
      wishes: [{ path: 'spec.size', set: 'no' }],
      lines: ['-  size: small # grows later', '+  size: "no" # grows later'],
    },
    {
      reason: 'a list of maps: the item by its name',
      text: 'images:\n  - name: api\n    newTag: "1"   # now\n  - name: web\n    newTag: "7"\n',
      wishes: [
        { path: 'images[name=api].newTag', set: '2' },
        { path: 'images[name=job].newTag', set: '9' },
        { path: 'images[1].digest', set: 'x' },
      ],
      lines: [
        '-    newTag: "1"   # now',
        '+    newTag: "2"   # now',
        '+    digest: x',
        '+  - name: job',
        '+    newTag: "9"',
      ],
    },
    {
      reason: 'the field behind a dash: the next one takes its place',
      text: 'items:\n  - name: a\n    size: 1\n  - name: b\n',
      wishes: [{ path: 'items[0].name', remove: true }],
      lines: ['-  - name: a', '-    size: 1', '+  - size: 1'],
    },
    {
      reason: 'a file whose last line has no end',
      text: 'a: 1\nb:\n  c: 2',
      wishes: [{ path: 'b.d', set: 3 }],
      lines: ['+  d: 3'],
    },
    {
      reason: 'an anchor that nobody else uses, and aliases beside the edit',
      text: 'base: &base {a: 1}\nused: *base\nown: &own\n  b: 2\n',
      wishes: [{ path: 'own.b', set: 3 }],
      lines: ['-  b: 2', '+  b: 3'],
    },
    {
      reason: 'an own field beside a merge key wins over the inherited one',
      text: 'base: &base {a: 1}\nused:\n  <<: *base\n  b: 2\n',
      wishes: [{ path: 'used.a', set: 5 }],
      lines: ['+  a: 5'],
    },
    {
      reason: 'what is set to nothing is null, in words',
      wishes: [{ path: 'spec.size', set: null }],
      lines: ['-  size: small # grows later', '+  size: null # grows later'],
    },
  ])('$reason', ({ text = CLAIM, wishes, lines }) => {
    const result = edit(text, wishes);
    expect(changedLines(text, result.text)).toEqual(lines);
    expect(result.outcome).toBe(lines.length > 0 ? 'changed' : 'unchanged');
    // Run again it finds everything done.
    expect(edit(result.text, wishes)).toEqual({
      text: result.text,
      outcome: 'unchanged',
    });
  });

  it('keeps the byte order mark and the line ends of Windows', () => {
    const text = '\ufeffa: 1 # x\r\nb:\r\n  - c\r\n';
    expect(
      edit(text, [
        { path: 'a', set: 2 },
        { path: 'b', addItem: 'd' },
        { path: 'e.f', set: true },
      ]).text,
    ).toBe('\ufeffa: 2 # x\r\nb:\r\n  - c\r\n  - d\r\ne:\r\n  f: true\r\n');
  });

  describe('files of several documents', () => {
    const TWO = `kind: A
apiVersion: v1
metadata: {name: one, namespace: x}
size: 1
--- # the other
kind: A
apiVersion: v1
metadata: {name: two, namespace: x}
size: 1
...
`;

    it('edits the one that is selected', () => {
      const { text } = edit(TWO, [{ path: 'size', set: 2 }], {
        select: { kind: 'A', name: 'two' },
      });
      expect(changedLines(TWO, text)).toEqual(['-size: 1', '+size: 2']);
      expect(text.lastIndexOf('size: 2')).toBeGreaterThan(text.indexOf('---'));
    });

    it.each([
      {
        select: { kind: 'A' },
        message: /2 documents are meant \(v1 A x one, v1 A x two\); say which/,
        reason: 'an ambiguous selection',
      },
      {
        select: undefined,
        message: /2 documents are meant/,
        reason: 'none at all',
      },
      {
        select: { name: 'three' },
        message: /is not there; the file holds v1 A x one, v1 A x two/,
        reason: 'one that is not there',
      },
    ])('refuses $reason', ({ select, message }) => {
      expect(() => edit(TWO, [{ path: 'size', set: 2 }], { select })).toThrow(
        message,
      );
    });

    it('adds a document behind the others, and finds it the next time', () => {
      const manifest = {
        apiVersion: 'v1',
        kind: 'B',
        metadata: { name: 'three' },
        left: undefined,
      };
      const text = 'kind: A\n# end';
      const once = edit(text, [], { manifest });
      expect(once).toEqual({
        text: 'kind: A\n# end\n---\napiVersion: v1\nkind: B\nmetadata:\n  name: three\n',
        outcome: 'changed',
      });
      expect(edit(once.text, [], { manifest }).outcome).toBe('unchanged');
    });
  });

  describe('a file that is not there', () => {
    const manifest = {
      apiVersion: 'platform.spokeport.dev/v1alpha1',
      kind: 'ObjectStore',
      metadata: { name: 'receipts', namespace: 'payments' },
      spec: { region: 'eu-west-1', version: '1.10', none: undefined },
    };

    it('is made of the values', () => {
      expect(
        edit(undefined, [{ path: 'spec.size', set: 5 }], { manifest }),
      ).toEqual({
        outcome: 'created',
        text: `apiVersion: platform.spokeport.dev/v1alpha1
kind: ObjectStore
metadata:
  name: receipts
  namespace: payments
spec:
  region: eu-west-1
  version: "1.10"
  size: 5
`,
      });
    });

    it('and changed field by field when it is there', () => {
      const text = `# mine\n${
        edit(undefined, [], { manifest }).text
      }  kept: 1 # yes\n`;
      const result = edit(text, [], {
        manifest: { ...manifest, spec: { region: 'us-east-1' } },
      });
      expect(changedLines(text, result.text)).toEqual([
        '-  region: eu-west-1',
        '+  region: us-east-1',
      ]);
    });

    it('is an error without values', () => {
      expect(() => edit(undefined, [{ path: 'a', set: 1 }])).toThrow(
        `There is no file ${FILE}`,
      );
    });
  });

  it.each<{ reason: string; text: string; wish?: Wish; message: RegExp }>([
    {
      reason: 'an alias',
      text: 'a: &x 1\nb: *x\n',
      wish: { path: 'b', set: 2 },
      message: /:2: b is the alias \*x; change what it refers to/,
    },
    {
      reason: 'what others refer to',
      text: 'a: &x\n  c: 1\nb: *x\n',
      wish: { path: 'a.c', set: 2 },
      message: /:2: a has the anchor &x, which other places share/,
    },
    {
      reason: 'to lose an anchor that others need',
      text: 'a:\n  c: &x 1\nb: *x\n',
      wish: { path: 'a', remove: true },
      message: /:2: a holds the anchor &x, which other places share/,
    },
    {
      reason: 'a part of what a merge key brings',
      text: 'a: &x {n: {c: 1, d: 2}}\nb:\n  <<: *x\n',
      wish: { path: 'b.n.c', set: 2 },
      message: /b\.n\.c: b inherits fields by a merge key/,
    },
    {
      reason: 'to take away what a merge key brings',
      text: 'a: &x {n: 1}\nb:\n  <<: *x\n',
      wish: { path: 'b.n', remove: true },
      message: /b\.n: it is inherited by a merge key/,
    },
    {
      reason: 'a value with a tag of its own',
      text: 'a: !Secret x\n',
      wish: { path: 'a', set: 'y' },
      message: /:1: a carries the tag !Secret/,
    },
    {
      reason: 'a repeated key',
      text: 'a: 1\nb: 2\na: 3\n',
      message: /:3: Map keys must be unique/,
    },
    {
      reason: 'tabs',
      text: 'a:\n\tb: 1\n',
      message: /:2: Tabs are not allowed as indentation/,
    },
    {
      reason: 'text that is no YAML',
      text: 'a: b\nc: [\n',
      message: /:\d: /,
    },
    {
      reason: 'a file of no map',
      text: '\nhello\n',
      message: /:2: is no manifest: it holds no map/,
    },
    {
      reason: 'a list at the top',
      text: '- a: 1\n',
      message: /:1: is no manifest: it holds no map/,
    },
    {
      reason: 'a binary file',
      text: 'a: 1\nb\0',
      message: /:2: is no YAML text/,
    },
    {
      reason: 'a template of Helm',
      text: 'a: {{ .Values.a }}\nb: {{- if x }}\n',
      message: /:\d: /,
    },
    {
      reason: 'brackets that hold comments',
      text: 'a: {\n  b: 1, # one\n  c: 2\n}\n',
      wish: { path: 'a.d', set: 2 },
      message: /:1: a stands in brackets that hold comments/,
    },
    {
      reason: 'a key with a question mark',
      text: '? a\n: 1\nb: 2\n',
      wish: { path: 'a', set: { c: 1 } },
      message: /:1: a has a key that is not written as a plain "key: value"/,
    },
    {
      reason: 'a path through a value',
      text: 'a: 1\n',
      wish: { path: 'a.b', set: 2 },
      message: /a\.b: a is the value 1, not a map/,
    },
    {
      reason: 'a place behind the end of a list',
      text: 'a: [1]\n',
      wish: { path: 'a[3]', set: 2 },
      message: /a\[3\]: the list has only 1 items/,
    },
    {
      reason: 'an item that two could be',
      text: 'a:\n  - n: x\n  - n: x\n',
      wish: { path: 'a[n=x].v', set: 2 },
      message: /2 items have n x; it is not clear which one/,
    },
    {
      reason: 'aliases without end',
      text: `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefg'
        .split('')
        .map((key, at) => {
          const last = 'abcdefg'[at];
          return `${key}: &${key} [${`*${last}, `.repeat(9)}*${last}]\n`;
        })
        .join('')}`,
      message: /Excessive alias count/,
    },
  ])('refuses $reason', ({ text, wish = { path: 'a', set: 9 }, message }) => {
    expect(() => edit(text, [wish])).toThrow(message);
    expect(() => edit(text, [wish])).toThrow(FILE);
  });

  describe('whatever a file looks like', () => {
    const SAMPLES = samples(60);

    it('a new value changes the lines of the old one only', () => {
      let tried = 0;
      for (const text of SAMPLES) {
        for (const { path, line } of scalarsOf(text)) {
          const result = editManifest({
            file: FILE,
            text,
            edits: [{ path, set: 'other: #value' }],
          });
          const before = text.split('\n');
          const after = result.text.split('\n');
          expect(after).toHaveLength(before.length);
          before[line] = after[line];
          expect(after).toEqual(before);
          tried += 1;
        }
      }
      expect(tried).toBeGreaterThan(300);
    });

    it('a removal takes lines away and touches no other', () => {
      let tried = 0;
      for (const text of SAMPLES) {
        const lines = text.split('\n');
        // The field behind a dash leaves the dash to the next one; the last one leaves brackets.
        const whole = scalarsOf(text).filter(
          ({ alone, line }) => !alone && !/^ *- \w+:/.test(lines[line]),
        );
        for (const { path, line } of whole) {
          const wish = { path, remove: true };
          const result = editManifest({ file: FILE, text, edits: [wish] });
          expect(result.text.split('\n')).toEqual(lines.toSpliced(line, 1));
          tried += 1;
        }
      }
      expect(tried).toBeGreaterThan(100);
    });

    it('a new field adds lines and touches no other', () => {
      for (const text of SAMPLES) {
        const result = editManifest({
          file: FILE,
          text,
          edits: [{ path: ['fresh', 'field'], set: ['a', { b: 1 }] }],
        });
        expect(result.text.startsWith(text)).toBe(true);
      }
    });
  });
});

/** Lines that went and came, in the order of the file. */
function changedLines(before: string, after: string): string[] {
  const left = before.split('\n');
  const right = after.split('\n');
  let start = 0;
  while (start < left.length && left[start] === right[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end += 1;
  }
  const gone = left.slice(start, left.length - end);
  const come = right.slice(start, right.length - end);
  const lines: string[] = [];
  while (gone.length > 0 || come.length > 0) {
    const same = come.indexOf(gone[0]);
    const later = gone.indexOf(come[0]);
    if (gone.length > 0 && gone[0] === come[0]) {
      gone.shift();
      come.shift();
    } else if (gone.length > 0 && (same < 0 || later > 0)) {
      lines.push(`-${gone.shift()}`);
    } else {
      lines.push(`+${come.shift()}`);
    }
  }
  return lines.filter(line => !/^[-+]$/.test(line));
}

/** Files of many layouts, the same ones at each run. */
function samples(count: number): string[] {
  let seed = 42;
  const next = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * limit);
  };
  const pick = <T>(list: T[]) => list[next(list.length)];
  const scalar = () =>
    pick(['plain', '"double # q"', "'it''s'", '17', 'true', '~', 'a b', '"1"']);
  const comment = () => pick(['', '', ' # note', '   # "odd" {note']);
  const gap = (pad: string) =>
    pick(['', '', '', '\n', `${pad}# between\n`, '# at the edge\n']);
  const block = (depth: number, pad: string): string => {
    const keys = 1 + next(4);
    let text = '';
    for (let at = 0; at < keys; at++) {
      const kind = depth > 3 ? 0 : next(6);
      const key = `${pad}${pick(['', 'x-'])}k${at}:`;
      text += at > 0 ? gap(pad) : '';
      if (kind < 3) {
        text += `${key} ${scalar()}${comment()}\n`;
      } else if (kind === 3) {
        text += `${key}${comment()}\n${block(depth + 1, `${pad}  `)}`;
      } else {
        const inner = pick([pad, `${pad}  `]);
        text += `${key}${comment()}\n`;
        for (let item = 0; item <= next(3); item++) {
          text += pick([
            `${inner}- ${scalar()}${comment()}\n`,
            `${inner}- n: ${scalar()}${comment()}\n${inner}  m: ${scalar()}\n`,
          ]);
        }
      }
    }
    return text;
  };
  return Array.from({ length: count }, () => `# head\n${block(0, '')}`);
}

function scalarsOf(text: string) {
  const [document] = parseAllDocuments(text);
  const found: { path: (string | number)[]; line: number; alone: boolean }[] =
    [];
  if (!('contents' in document)) {
    return found;
  }
  const walk = (node: unknown, path: (string | number)[]) => {
    const children: [string | number, unknown][] = [];
    if (isMap(node)) {
      children.push(
        ...node.items.map(({ key, value }): [string, unknown] => [
          String(key),
          value,
        ]),
      );
    } else if (isSeq(node)) {
      children.push(
        ...node.items.map((item, at): [number, unknown] => [at, item]),
      );
    }
    for (const [step, child] of children) {
      if (isScalar(child) && child.range) {
        found.push({
          path: [...path, step],
          line: text.slice(0, child.range[0]).split('\n').length - 1,
          alone: children.length === 1,
        });
      }
      walk(child, [...path, step]);
    }
  };
  walk(document.contents, []);

  return found;
}
