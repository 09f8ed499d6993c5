import {
  DEFAULT_CLAIM_FIELDS,
  ObjectReference,
  ProjectedObject,
  projectObject,
} from '../projections';
import { DefaultFleet } from './DefaultFleet';
import { ResourceTree, resourceTree } from './resourceTree';

const API = 'example.org/v1';
const to = (name: string, kind = 'XR'): ObjectReference => ({
  apiVersion: API,
  kind,
  name,
});

function xr(name: string, resourceRefs: ObjectReference[], owner?: string) {
  return projectObject({
    type: { hub: 'hub-eu', apiVersion: API, kind: 'XR' },
    plan: { role: 'xr', cluster: false, fields: DEFAULT_CLAIM_FIELDS },
    object: {
      metadata: {
        uid: `uid-${name}`,
        name,
        ...(owner && {
          ownerReferences: [
            {
              apiVersion: API,
              kind: 'XR',
              name: owner,
              uid: `uid-${owner}`,
              controller: true,
            },
          ],
        }),
      },
      spec: { resourceRefs },
    },
  })!;
}

function treeOf(objects: ProjectedObject[]): ResourceTree {
  const fleet = new DefaultFleet();
  objects.forEach(object => fleet.put(object));
  return resourceTree(fleet, fleet.byUid('hub-eu', objects[0].uid)!);
}

/** As text: `a(b(c) d?)`, with `?` for what is missing and `!` for what stands elsewhere. */
function shown({
  reference,
  object,
  children,
  repeated,
}: ResourceTree): string {
  const mark = `${object ? '' : '?'}${repeated ? '!' : ''}`;
  const below = children.length > 0 ? `(${children.map(shown).join(' ')})` : '';
  return `${reference.name}${mark}${below}`;
}

it.each([
  { reason: 'nothing below', objects: [xr('a', [])], tree: 'a' },
  {
    reason: 'references that lead to nothing',
    objects: [xr('a', [to('b'), to('c', 'Other')])],
    tree: 'a(b? c?)',
  },
  {
    reason: 'several levels',
    objects: [xr('a', [to('b')]), xr('b', [to('c')]), xr('c', [to('d')])],
    tree: 'a(b(c(d?)))',
  },
  {
    reason: 'an object that refers to itself',
    objects: [xr('a', [to('a')])],
    tree: 'a(a!)',
  },
  {
    reason: 'a circle',
    objects: [xr('a', [to('b')]), xr('b', [to('c')]), xr('c', [to('a')])],
    tree: 'a(b(c(a!)))',
  },
  {
    reason: 'one resource of two XRs, and a missing one twice',
    objects: [
      xr('a', [to('b'), to('c')]),
      xr('b', [to('d'), to('x')]),
      xr('c', [to('d'), to('x')]),
      xr('d', []),
    ],
    tree: 'a(b(d x?) c(d! x?!))',
  },
  {
    reason: 'what nothing refers to and yet is controlled',
    objects: [xr('a', [to('b')]), xr('b', [], 'a'), xr('c', [], 'a')],
    tree: 'a(b c)',
  },
])('grows with $reason', ({ objects, tree }) => {
  expect(shown(treeOf(objects))).toBe(tree);
});

it('grows as deep as a chain is long, and no larger than is reasonable', () => {
  const chain = Array.from({ length: 15_000 }, (_, index) =>
    xr(`x${index}`, [to(`x${index + 1}`)]),
  );
  let depth = 0;
  for (
    let node: ResourceTree | undefined = treeOf(chain);
    node;
    [node] = node.children
  ) {
    depth += 1;
  }
  expect(depth).toBe(15_001);
  const wide = xr(
    'wide',
    Array.from({ length: 1_000 }, (_, index) => to(`x${index}`)),
  );
  const many = Array.from({ length: 1_000 }, (_, index) =>
    xr(
      `x${index}`,
      Array.from({ length: 50 }, (__, leaf) => to(`leaf-${index}-${leaf}`)),
    ),
  );
  const count = ({ children }: ResourceTree): number =>
    children.reduce((sum, child) => sum + count(child), 1);
  expect(count(treeOf([wide, ...many]))).toBeLessThanOrEqual(20_001);
});
