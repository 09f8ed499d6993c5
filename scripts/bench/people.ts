import { CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose';

const PLATFORM_TEAM = 'group:default/platform-team';
const ALGORITHM = 'ES256';
const KEY_ID = 'bench';
const LIFETIME_S = 7_200;

/** Signs people in to the tracker's backend, which trusts the key published in `jwks`. */
export interface People {
  jwks: object;
  /** A user's token as Backstage issues it, with the proof that a token for other plugins can be cut out of it. */
  token(user: string): Promise<string>;
}

/** A platform engineer, who sees everything. */
export const platformEngineer = (index: number) =>
  `user:default/platform-${index}`;

/** A product engineer, who sees what their tenant owns. */
export const productEngineer = (index: number, tenant: string) =>
  `user:default/engineer-${index}.${tenant}`;

/** Groups of the people above, as their names say. */
export function groupsOf(user: string): string[] {
  const [, tenant] = /^user:default\/engineer-\d+\.(.+)$/.exec(user) ?? [];
  return [user, tenant ? `group:default/${tenant}` : PLATFORM_TEAM];
}

export const isPlatformEngineer = (groups: string[]) =>
  groups.includes(PLATFORM_TEAM);

export async function createPeople(issuer: string): Promise<People> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const token = async (user: string) => {
    const iat = Math.floor(Date.now() / 1_000);
    const limited = { sub: user, iat, exp: iat + LIFETIME_S };
    // The layout that backstage/backstage:plugins/auth-backend/src/identity/UserTokenHandler.ts puts together again.
    const proof = await new CompactSign(
      new TextEncoder().encode(JSON.stringify(limited)),
    )
      .setProtectedHeader({
        typ: 'vnd.backstage.limited-user',
        alg: ALGORITHM,
        kid: KEY_ID,
      })
      .sign(privateKey);
    const [, , uip] = proof.split('.');
    return new SignJWT({ ...limited, ent: groupsOf(user), uip })
      .setProtectedHeader({
        typ: 'vnd.backstage.user',
        alg: ALGORITHM,
        kid: KEY_ID,
      })
      .setIssuer(issuer)
      .setAudience('backstage')
      .sign(privateKey);
  };
  const key = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM };
  return { jwks: { keys: [key] }, token };
}
