/**
 * Whether an API group is one of Kubernetes itself. Claims and XRs are never in these, and nearly all that applications deliver is.
 */
export function isBuiltInGroup(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}
