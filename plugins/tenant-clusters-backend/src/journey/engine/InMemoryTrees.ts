import type { RememberedNode, TreeMemory } from '../../history/TreeMemory';

/** Remembers trees while the process lives, where there is no database to keep them in. */
export class InMemoryTrees implements TreeMemory {
  readonly #trees = new Map<
    string,
    { hub: string; claimUid: string; nodes: Map<string, RememberedNode> }
  >();

  remember(hub: string, claimUid: string, nodes: RememberedNode[]): void {
    const key = JSON.stringify([hub, claimUid]);
    const tree = this.#trees.get(key) ?? { hub, claimUid, nodes: new Map() };
    nodes.forEach(node => tree.nodes.set(node.uid, node));
    this.#trees.set(key, tree);
  }

  remembered(hub: string, claimUid: string): RememberedNode[] {
    const tree = this.#trees.get(JSON.stringify([hub, claimUid]));
    return [...(tree?.nodes.values() ?? [])];
  }

  claims(hub: string): string[] {
    return [...this.#trees.values()]
      .filter(tree => tree.hub === hub)
      .map(({ claimUid }) => claimUid);
  }

  forget(hub: string, claimUid: string): void {
    this.#trees.delete(JSON.stringify([hub, claimUid]));
  }
}
