import type { FieldReference, ProjectedObject } from '../../projections/types';
import type { WalkedNode } from './walkResources';

/** `subnetIds` asks for a Subnet, `nodeRoleArn` for a Role, `gatewayId` for a NATGateway or an InternetGateway. */
function fitsKind(field: string, kind: string): boolean {
  const asked = field.toLowerCase().replace(/(ids?|arns?|names?|s)$/, '');
  const found = kind.toLowerCase();
  return asked !== '' && (asked.endsWith(found) || found.endsWith(asked));
}

const controllerOf = ({ owners }: ProjectedObject) =>
  owners.find(({ controller }) => controller)?.uid;

function selects(
  { field, matchLabels = {}, matchControllerRef }: FieldReference,
  from: ProjectedObject,
  to: ProjectedObject,
): boolean {
  const labels = Object.entries(matchLabels);
  return (
    (labels.length > 0 || matchControllerRef === true) &&
    fitsKind(field, to.kind) &&
    labels.every(([label, value]) => to.labels[label] === value) &&
    (!matchControllerRef || controllerOf(from) === controllerOf(to))
  );
}

/** Whether one resource takes a value from another: it names it, or selects it. */
function refersTo(
  from: ProjectedObject,
  to: ProjectedObject,
  isNameUnique: boolean,
): boolean {
  return (
    from.role === 'managed' &&
    from.dependsOn.some(reference =>
      reference.name === undefined
        ? selects(reference, from, to)
        : reference.name === to.name &&
          (isNameUnique || fitsKind(reference.field, to.kind)),
    )
  );
}

/**
 * Counts how many unready resources wait for a failing one: those that refer to it, and those that refer to them. What merely
 * stands beside it and refers to nothing of it does not wait for it.
 *
 * @param nodes - the tree that all of them are in
 * @param isFailing - those are not counted: what cannot resolve a reference fails too, and waits all the same
 */
export function waitingCounter(
  nodes: WalkedNode[],
  isFailing: (node: WalkedNode) => boolean,
): (node: WalkedNode) => number {
  const unready = nodes.filter(
    ({ state }) => state === 'waiting' || state === 'failed',
  );
  const referring = unready.filter(
    ({ object }) => object?.role === 'managed' && object.dependsOn.length > 0,
  );
  if (referring.length === 0) {
    return () => 0;
  }
  return node => {
    const found = new Set<string>([node.id]);
    const queue = [node];
    for (let target = queue.pop(); target; target = queue.pop()) {
      const { object } = target;
      if (!object) {
        continue;
      }
      const isNameUnique =
        nodes.filter(other => other.object?.name === object.name).length === 1;
      for (const other of referring) {
        if (
          other.object &&
          !found.has(other.id) &&
          refersTo(other.object, object, isNameUnique)
        ) {
          found.add(other.id);
          queue.push(other);
        }
      }
    }
    return referring.filter(
      other => found.has(other.id) && other.id !== node.id && !isFailing(other),
    ).length;
  };
}
