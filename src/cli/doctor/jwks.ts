import { z } from 'zod';
import type { AuthConfig } from '../../config/auth';
import { isLoopbackHost } from '../../domain/input/address-check';
import { parseJson } from '../../domain/input/json';
import { answered, exchange } from './far-end';
import { type Finding, fail, ok, warn } from './finding';

const check = 'auth';

const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** An asymmetric key that may verify signatures. A key without `alg` serves any algorithm of its kind. */
const usableKey = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  use: z.literal('sig').optional(),
  alg: z
    .string()
    .regex(/^(RS|PS|ES)(256|384|512)$|^EdDSA$|^Ed25519$/)
    .optional(),
});

/** The key set that verifies access tokens. */
export async function jwksFinding(auth: AuthConfig, fetch: typeof globalThis.fetch): Promise<Finding> {
  if (auth.mode === 'dev') return ok(check, 'AUTH_MODE=dev: every request on this machine is trusted');
  const exchanged = await exchange(fetch, auth.jwksUrl);
  if (exchanged.kind === 'silent' || exchanged.status !== 200) {
    return fail(
      check,
      `AUTH_JWKS_URL does not answer (${answered(exchanged)}): no caller can sign in`,
      "Set AUTH_JWKS_URL to the identity provider's key set, and make sure that this machine can reach it.",
    );
  }
  const parsed = keySet.safeParse(parseJson(exchanged.body));
  const usable = parsed.success
    ? parsed.data.keys.filter((key) => usableKey.safeParse(key).success).length
    : 0;
  if (usable === 0) {
    return fail(
      check,
      'AUTH_JWKS_URL answers, but with no key that can verify tokens',
      'It must be a JWK set with an RSA, EC or OKP key for signatures; shared secrets are not accepted.',
    );
  }
  const { protocol, hostname } = new URL(auth.jwksUrl);
  return protocol === 'http:' && !isLoopbackHost(hostname)
    ? warn(
        check,
        `${usable} usable keys, but fetched over http`,
        'Set AUTH_JWKS_URL to its https address: an attacker who replaces the keys on the way can sign any token.',
      )
    : ok(check, `AUTH_JWKS_URL has ${usable} usable keys`);
}
