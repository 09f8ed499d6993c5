import { quote } from '../../journey/text';
import { withoutCredentials } from '../reading/withoutCredentials';

/**
 * What a server wrote about a failure: the message of a Kubernetes `Status`, of a gRPC gateway's error (Argo CD, Argo Server),
 * or nothing. Cleaned, shortened, and without anything that looks like a credential.
 */
export function quoteRemote(body: string): string | undefined {
  const message = messageOf(body);
  return message ? quote(withoutCredentials(message)) : undefined;
}

function messageOf(body: string): string | undefined {
  try {
    const document = JSON.parse(body) as {
      message?: unknown;
      error?: unknown;
    } | null;
    const message = document?.message ?? document?.error;
    return typeof message === 'string' && message !== '' ? message : undefined;
  } catch {
    // A proxy's page says nothing about the request.
    return undefined;
  }
}
