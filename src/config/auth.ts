import { z } from 'zod';
import { isLoopbackHost } from '../domain/input/address-check';
import { text, url } from '../domain/input/setting-value';
import { integer, list, needed } from './values';

export const authFields = {
  AUTH_MODE: z.enum(['dev', 'jwt'], 'must be dev or jwt').optional(),
  AUTH_JWKS_URL: url,
  AUTH_ISSUER: text,
  AUTH_AUDIENCE: text,
  AUTH_TOKEN_TYPE: text,
  AUTH_JWKS_STALE_SECONDS: integer(3600, 0, 604_800),
  PRIVILEGED_ACR: list,
  LINKID_USER_CLAIM: text,
};

export type AuthConfig =
  /** The request's headers name the caller; only on a loopback host. */
  | { readonly mode: 'dev' }
  | {
      readonly mode: 'jwt';
      readonly jwksUrl: string;
      readonly issuer: string;
      readonly audience: string;
      /** The one `typ` that tokens must have; null: JWT, at+jwt or none. */
      readonly tokenType: string | null;
      /** The claim of a token with the person's account at LinkID; null: tokens have none. */
      readonly accountClaim: string | null;
      /** How long known keys are believed while the key set cannot be read, in milliseconds. */
      readonly jwksStaleMs: number;
      /** Values of a token's `acr` or `amr`, one of which reveal and redact require; null: none is required. */
      readonly privilegedSignIn: readonly string[] | null;
    };

/** How callers are identified on this host. */
export function authOf(
  env: z.infer<z.ZodObject<typeof authFields>>,
  host: string,
  faults: string[],
): AuthConfig {
  const isLoopback = isLoopbackHost(host);
  const mode = env.AUTH_MODE ?? (isLoopback ? 'dev' : 'jwt');
  if (mode === 'dev') {
    if (!isLoopback) {
      faults.push(
        'AUTH_MODE=dev believes whatever a request says about its caller: it is refused unless HOST is loopback (127.0.0.1). Use AUTH_MODE=jwt.',
      );
    }
    return { mode };
  }
  const because = 'AUTH_MODE is jwt';
  return {
    mode,
    jwksUrl: needed(env, 'AUTH_JWKS_URL', because, faults),
    issuer: needed(env, 'AUTH_ISSUER', because, faults),
    audience: needed(env, 'AUTH_AUDIENCE', because, faults),
    tokenType: env.AUTH_TOKEN_TYPE ?? null,
    accountClaim: env.LINKID_USER_CLAIM ?? null,
    jwksStaleMs: env.AUTH_JWKS_STALE_SECONDS * 1000,
    privilegedSignIn: env.PRIVILEGED_ACR ?? null,
  };
}
