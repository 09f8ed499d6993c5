import type {
  BackstageCredentials,
  BackstagePrincipalTypes,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** Who is behind a request: a person's entity ref, or the service. @throws NotAllowedError for nobody */
export function requesterOf({ principal }: BackstageCredentials): string {
  const caller = principal as
    | BackstagePrincipalTypes['user']
    | BackstagePrincipalTypes['service']
    | undefined;
  switch (caller?.type) {
    case 'user':
      return caller.userEntityRef;
    case 'service':
      return `service:${caller.subject}`;
    default:
      throw new NotAllowedError('Only people and services may do that');
  }
}
