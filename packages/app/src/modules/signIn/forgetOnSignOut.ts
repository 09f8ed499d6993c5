import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { forgetPerson } from './samplePeople';

/** The same identity, whose sign-out also forgets the choice: the next page asks again. */
export function forgetOnSignOut(identityApi: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identityApi.getProfileInfo(),
    getBackstageIdentity: () => identityApi.getBackstageIdentity(),
    getCredentials: () => identityApi.getCredentials(),
    signOut: async () => {
      forgetPerson();
      await identityApi.signOut();
    },
  };
}
