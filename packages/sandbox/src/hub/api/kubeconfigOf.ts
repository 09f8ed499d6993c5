import { stringify } from 'yaml';

/** A kubeconfig (YAML) with one cluster, one user and one context. */
export function kubeconfigOf(options: {
  url: string;
  caData?: string;
  user: string;
  token: string;
}): string {
  const { url, caData, user, token } = options;
  const name = 'spokeport-sandbox';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: url,
          ...(caData ? { 'certificate-authority-data': caData } : {}),
        },
      },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name, context: { cluster: name, user } }],
    'current-context': name,
  });
}
