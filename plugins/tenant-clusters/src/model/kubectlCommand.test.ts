import { kubectlCommand } from './kubectlCommand';

describe('kubectlCommand', () => {
  it.each([
    {
      node: {
        apiVersion: 'iam.aws.upbound.io/v1beta1',
        kind: 'Role',
        name: 'a',
      },
      command: 'kubectl get Role.v1beta1.iam.aws.upbound.io a -o yaml',
      reason: 'cluster-scoped with a group',
    },
    {
      node: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: 'b' },
      command: 'kubectl get ConfigMap a -n b -o yaml',
      reason: 'namespaced without a group',
    },
    {
      node: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a; rm -rf ~' },
      command: undefined,
      reason: 'a name that a shell would run',
    },
    {
      node: { apiVersion: 'v1', kind: 'ConfigMap', name: '--all' },
      command: undefined,
      reason: 'a name that kubectl would take for an option',
    },
  ])('$reason', ({ node, command }) => {
    expect(kubectlCommand(node)).toBe(command);
  });
});
