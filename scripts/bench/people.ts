import { generateKeyPair, exportJWK, SignJWT } from 'jose';

export const PLATFORM_TEAM = 'group:default/platform-team';
const ALGORITHM = 'ES256';
const LIFETIME = '2h';

/** Signs people in to the tracker's backend, which trusts the key published in `jwks`. */
export interface People {
  jwks: object;
  /** A user's token, with the groups that they belong to. */
  token(user: string, groups: string[]): Promise<string>;
}

export async function createPeople(issuer: string): Promise<People> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const kid = 'bench';
  return {
    jwks: {
      keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM }],
    },
    token: (user, groups) =>
      new SignJWT({ ent: groups })
        .setProtectedHeader({
          typ: 'vnd.backstage.user',
          alg: ALGORITHM,
          kid,
        })
        .setIssuer(issuer)
        .setAudience('backstage')
        .setSubject(user)
        .setIssuedAt()
        .setExpirationTime(LIFETIME)
        .sign(privateKey),
  };
}
