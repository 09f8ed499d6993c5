import { stringify } from 'yaml';

/** A kubeconfig with one cluster, one user with a bearer token, and one context that joins them. */
export function renderKubeconfig(options: {
  name: string;
  user: string;
  /** `https://host:port` of the API server. */
  server: string;
  /** PEM of the certificate that the API server is trusted by. */
  certificateAuthority: string;
  token: string;
}): string {
  const { name, user, server, certificateAuthority, token } = options;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server,
          'certificate-authority-data':
            Buffer.from(certificateAuthority).toString('base64'),
        },
      },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name, context: { cluster: name, user } }],
    'current-context': name,
  });
}
