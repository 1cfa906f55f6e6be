import { SignJWT } from 'jose';
import type { IdentityProvider } from '../../support/identity-provider';

/** The relation of a caller to the owner of the data. */
export const standings = [
  'nobody',
  'owner',
  'other',
  'read',
  'write',
  'reveal',
  'approve',
  'redact',
  'review',
  'webhooks',
  'audit',
] as const;

export type Standing = (typeof standings)[number];

export interface MatrixCaller {
  readonly name: string;
  readonly standing: Standing;
  /** Null where the caller shows no token at all. */
  readonly token: string | null;
}

/** Whose data it is all about. */
export const owner = 'account-of-liu';

/** Every kind of caller: without a token, with an invalid one, with each scope alone, the owner. */
export async function matrixCallers(login: IdentityProvider): Promise<readonly MatrixCaller[]> {
  const person = (standing: Standing, sub: string, scope = '') =>
    login.token({ sub, scope }).then((token): MatrixCaller => ({ name: standing, standing, token }));
  const people = await Promise.all([
    person('owner', owner),
    person('other', 'account-of-ouyang', 'openid realname realname:reader'),
    ...(['read', 'write', 'reveal', 'approve', 'redact', 'review', 'webhooks', 'audit'] as const).map(
      (scope) => person(scope, `clerk-who-may-${scope}`, `realname:${scope}`),
    ),
  ]);
  const impostors = Object.entries(await unbelievable(login)).map(
    ([name, token]): MatrixCaller => ({ name, standing: 'nobody', token }),
  );
  return [{ name: 'no token', standing: 'nobody', token: null }, ...impostors, ...people];
}

/** Invalid tokens that name the owner with every scope. */
export async function unbelievable(login: IdentityProvider): Promise<Readonly<Record<string, string>>> {
  const scope = 'realname:read realname:write realname:reveal realname:redact realname:review';
  const claims = { sub: owner, scope };
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  return {
    'expired token': await login.token({ ...claims, exp: now - 1 }),
    'wrong issuer': await login.token({ ...claims, issuer: 'https://login.example.evil' }),
    'wrong audience': await login.token({ ...claims, audience: 'another-service' }),
    "another issuer's signature": await login.forgedToken(claims),
    'alg none': unsigned(login, { ...claims, exp: now + hour }),
    'HS256 with the public key': await new SignJWT({ scope })
      .setProtectedHeader({ alg: 'HS256', kid: login.keyId })
      .setIssuer(login.issuer)
      .setAudience(login.audience)
      .setSubject(owner)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(login.publicKey)),
  };
}

function unsigned({ issuer, audience }: IdentityProvider, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: issuer, aud: audience, ...claims })}.`;
}
