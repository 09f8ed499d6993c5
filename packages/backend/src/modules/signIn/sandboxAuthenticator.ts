import { AuthenticationError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { retryWhileNotFound } from './retryWhileNotFound';
import {
  SAMPLE_PEOPLE,
  SANDBOX_USER_HEADER,
  samplePerson,
  type SamplePerson,
} from './samplePeople';

/** The first start shows its sign-in page some seconds before the catalog has read the sample people. */
const CATALOG_PATIENCE = { patience: 20_000, interval: 500 };

/** Believes whoever says they are one of the sample people. Nobody is asked for a secret: it is for the sandbox only. */
export const sandboxAuthenticator = createProxyAuthenticator<
  void,
  { person: SamplePerson },
  undefined
>({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  authenticate: async ({ req }) => {
    const person = samplePerson(req.header(SANDBOX_USER_HEADER));
    if (!person) {
      throw new AuthenticationError(
        `The sandbox knows ${SAMPLE_PEOPLE.join(', ')} only`,
      );
    }
    return { result: { person } };
  },
});

/** The auth provider `sandbox`. */
export const sandboxAuthProviderFactory = createProxyAuthProviderFactory({
  authenticator: sandboxAuthenticator,
  signInResolver: async ({ result: { person } }, context) =>
    retryWhileNotFound(
      () => context.signInWithCatalogUser({ entityRef: { name: person } }),
      CATALOG_PATIENCE,
    ),
});
