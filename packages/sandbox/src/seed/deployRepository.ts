import { RenderedFiles } from './renderSkeleton';

/**
 * The first content of a team's deploy repository: what the handover's bootstrap Application brings to each of the
 * team's clusters.
 */
export function renderDeployRepository(tenant: string): RenderedFiles {
  return {
    'README.md': `# ${tenant}-deploy

What the team ${tenant} deploys. Argo CD brings \`bootstrap/\` to each of the team's clusters as soon as the cluster is
handed over; services follow in folders of their own.
`,
    'bootstrap/limits.yaml': `# Containers that ask for nothing get this much.
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  namespace: ${tenant}
spec:
  limits:
    - type: Container
      defaultRequest:
        cpu: 50m
        memory: 64Mi
      default:
        memory: 256Mi
`,
    'bootstrap/network-policy.yaml': `# Nothing reaches the team's pods unless another policy lets it.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: ${tenant}
spec:
  podSelector: {}
  policyTypes:
    - Ingress
`,
    'bootstrap/access.yaml': `# The group that the handover maps the team's single sign-on role to.
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: team
  namespace: ${tenant}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: team-${tenant}
`,
  };
}
