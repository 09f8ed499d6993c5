import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** A resource that is shown, or several ready ones of a kind that are folded into one row. */
export type ResourceRow =
  | {
      type: 'node';
      id: string;
      level: number;
      node: ResourceNode;
      children: number;
      expanded: boolean;
      /** Descendants that are not shown because the row is folded. */
      hidden: number;
    }
  | {
      type: 'fold';
      id: string;
      level: number;
      kind: string;
      nodes: ResourceNode[];
    };

/** What is folded and what is looked for. */
export interface ResourceView {
  /** Fold what is ready: ready subtrees to one row, ready siblings of a kind to one row. */
  foldReady: boolean;
  /** Only the resources between the claim and a blocker. */
  onlyBlocker: boolean;
  text: string;
  /** Rows whose folding a person changed: true expanded, false folded. */
  toggled: ReadonlyMap<string, boolean>;
}

interface TreeNode {
  node: ResourceNode;
  children: TreeNode[];
  /** The node and everything below it is ready, or has nothing to be ready. */
  ready: boolean;
  size: number;
  blocked: boolean;
}

const READY: readonly ResourceNode['state'][] = ['ready', 'none'];

/**
 * The tree of a flat list. A parent that is missing, comes later, or is the node itself makes a root: what a hub says never loops.
 */
function toTree(items: ResourceNode[]): TreeNode[] {
  const seen = new Map<string, TreeNode>();
  const roots: TreeNode[] = [];
  for (const node of items) {
    const entry = { node, children: [], ready: false, size: 0, blocked: false };
    const parent =
      node.parent === undefined ? undefined : seen.get(node.parent);
    (parent ? parent.children : roots).push(entry);
    if (!seen.has(node.id)) {
      seen.set(node.id, entry);
    }
  }
  roots.forEach(summarise);
  return roots;
}

function summarise(entry: TreeNode): TreeNode {
  entry.children.forEach(summarise);
  entry.size = entry.children.reduce((sum, child) => sum + 1 + child.size, 0);
  entry.ready =
    READY.includes(entry.node.state) && entry.children.every(it => it.ready);
  entry.blocked =
    entry.node.blocker === true || entry.children.some(it => it.blocked);
  return entry;
}

function matches(node: ResourceNode, text: string): boolean {
  const needle = text.trim().toLowerCase();
  return [
    node.name,
    node.kind,
    node.externalName,
    node.compositionResourceName,
  ].some(value => value?.toLowerCase().includes(needle));
}

/** Keeps the nodes that pass and the way to them. */
function prune(
  roots: TreeNode[],
  passes: (entry: TreeNode) => boolean,
): TreeNode[] {
  return roots.flatMap(root => {
    const children = prune(root.children, passes);
    return children.length || passes(root)
      ? [summarise({ ...root, children })]
      : [];
  });
}

const foldId = (entries: TreeNode[]) => `fold:${entries[0].node.id}`;

function foldSiblings(
  siblings: TreeNode[],
  view: ResourceView,
): (TreeNode | TreeNode[])[] {
  const folds = new Map<string, TreeNode[]>();
  const result: (TreeNode | TreeNode[])[] = [];
  for (const entry of siblings) {
    if (!entry.ready || entry.children.length || entry.node.role === 'claim') {
      result.push(entry);
      continue;
    }
    const key = `${entry.node.apiVersion}/${entry.node.kind}`;
    const fold = folds.get(key);
    if (fold) {
      fold.push(entry);
    } else {
      const first = [entry];
      folds.set(key, first);
      result.push(first);
    }
  }
  return result.flatMap(item =>
    Array.isArray(item) && (item.length < 2 || view.toggled.get(foldId(item)))
      ? item
      : [item],
  );
}

function emit(
  siblings: TreeNode[],
  level: number,
  view: ResourceView,
  rows: ResourceRow[],
) {
  const folding = view.foldReady && !view.text.trim() && !view.onlyBlocker;
  for (const item of folding ? foldSiblings(siblings, view) : siblings) {
    if (Array.isArray(item)) {
      const nodes = item.map(entry => entry.node);
      rows.push({
        type: 'fold',
        id: foldId(item),
        level,
        kind: nodes[0].kind,
        nodes,
      });
      continue;
    }
    const { node, children } = item;
    const byDefault = !(folding && item.ready && level > 1);
    const expanded = view.toggled.get(node.id) ?? byDefault;
    rows.push({
      type: 'node',
      id: node.id,
      level,
      node,
      children: children.length,
      expanded,
      hidden: expanded ? 0 : item.size,
    });
    if (expanded) {
      emit(children, level + 1, view, rows);
    }
  }
}

/** The rows of the tree as a person folded and searched it. Level 1 is the claim. */
export function resourceRows(
  items: ResourceNode[],
  view: ResourceView,
): ResourceRow[] {
  let tree = toTree(items);
  if (view.onlyBlocker) {
    tree = prune(tree, entry => entry.node.blocker === true);
  }
  if (view.text.trim()) {
    tree = prune(tree, entry => matches(entry.node, view.text));
  }
  const rows: ResourceRow[] = [];
  emit(tree, 1, view, rows);
  return rows;
}
