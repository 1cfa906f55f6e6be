import { Secret } from '../domain/secret';
import { type Caller, scopes } from '../service/caller';

/** What a request, or a socket's handshake, says about who asks. Names are in lower case. */
export type Credentials = Readonly<Record<string, string | undefined>>;

/** Finds out who asks. Null where nobody, or nobody believable, does. */
export interface Callers {
  /** `address` is where the request came from, for counting guesses. */
  identify(credentials: Credentials, address: string): Promise<Caller | null>;
}

const allScopes: ReadonlySet<string> = new Set(scopes);

/** The caller is whoever the headers say. Only for a loopback host; the configuration sees to that. */
export function devCallers(): Callers {
  return {
    async identify(credentials, address) {
      const named = credentials['x-dev-scopes'];
      return {
        guid: credentials['x-dev-guid'] ?? 'dev-user',
        scopes: named === undefined ? allScopes : new Set(named === 'none' ? [] : words(named)),
        expiresAt: null,
        address,
        ...personToken(credentials),
      };
    },
  };
}

export interface JwtSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Symmetric algorithms and `none` are left out on purpose: a public key must never pass for a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** The caller is the subject of a bearer token that the issuer signed for us and that has not ended. */
export function jwtCallers(settings: JwtSettings, now: () => Date, onFault: (code: string) => void): Callers {
  // Loaded here: in development nobody shows a token.
  const { createRemoteJWKSet, errors, jwtVerify } = require('jose') as typeof import('jose');
  const keys = createRemoteJWKSet(new URL(settings.jwksUrl));
  return {
    async identify(credentials, address) {
      const token = /^Bearer +(\S+)$/i.exec(credentials['authorization'] ?? '')?.[1];
      if (token === undefined) return null;
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: settings.issuer,
          audience: settings.audience,
          algorithms,
          currentDate: now(),
          requiredClaims: ['sub', 'exp'],
        });
        const { sub, exp, scope } = payload;
        if (sub === undefined || sub === '' || exp === undefined) return null;
        return {
          guid: sub,
          scopes: new Set(typeof scope === 'string' ? words(scope) : []),
          expiresAt: new Date(exp * 1000),
          address,
          ...personToken(credentials),
        };
      } catch (error) {
        // Only the kind of fault: the error's own text repeats claims.
        onFault(error instanceof errors.JOSEError ? error.code : 'UNKNOWN');
        return null;
      }
    },
  };
}

/** Commas and spaces part scopes. */
function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function personToken(credentials: Credentials): { personToken?: Secret<string> } {
  const token = credentials['x-ucenter-access-token'];
  return token === undefined || token === '' ? {} : { personToken: Secret.of(token) };
}

/** All that says who asks. */
const credentialHeaders = ['authorization', 'x-dev-guid', 'x-dev-scopes', 'x-ucenter-access-token'] as const;

/** Of headers as Node gives them, with names in lower case; of one that came twice, the first. */
export function credentialsOf(headers: Readonly<Record<string, string | string[] | undefined>>): Credentials {
  const credentials: Record<string, string | undefined> = {};
  for (const name of credentialHeaders) {
    const value = headers[name];
    if (value !== undefined) credentials[name] = Array.isArray(value) ? value[0] : value;
  }
  return credentials;
}

/** A socket's handshake, overlaid with the parameters that a browser, which cannot set headers there, sends first. */
export function socketCredentials(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  params: Readonly<Record<string, unknown>> | undefined,
): Credentials {
  const given = Object.fromEntries(
    Object.entries(params ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
    ),
  );
  const token = given['token'];
  return {
    ...credentialsOf(headers),
    ...given,
    // Apollo Router, and Hive Gateway as its documentation has it, send the whole header as `token`.
    ...(token !== undefined && { authorization: /^Bearer /i.test(token) ? token : `Bearer ${token}` }),
  };
}
