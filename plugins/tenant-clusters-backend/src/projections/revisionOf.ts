const revisions = new WeakMap<object, number>();
let latest = 0;

/**
 * Tells an object of the fleet from the one that it replaced. The fleet replaces an object only when its content changed, so
 * that the same revision means the same content.
 */
export function revisionOf(object: object): number {
  let revision = revisions.get(object);
  if (revision === undefined) {
    latest += 1;
    revision = latest;
    revisions.set(object, revision);
  }
  return revision;
}
