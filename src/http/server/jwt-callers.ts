import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { isAccountId } from '../../domain/input/account-id';
import { isStorable } from '../../domain/input/storable-text';
import type { Caller } from '../../service/access/caller';
import { ServiceError } from '../../service/errors';
import { type Callers, type Credentials, personToken, words } from './callers';
import type { ClientAddresses } from './client-addresses';
import { KeySet, KeysUnavailable } from './key-set';

export interface JwtSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The one `typ` that a token must have; null: JWT, at+jwt, or none. */
  readonly tokenType: string | null;
  /** The claim with the person's account at LinkID; null: tokens have none. */
  readonly accountClaim: string | null;
  /** How long known keys are believed while the key set cannot be read, in milliseconds. */
  readonly jwksStaleMs: number;
}

export interface JwtTools {
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  readonly addresses: ClientAddresses;
  /** A token was refused; `code` is the kind of fault, never a claim. */
  readonly onRefused: (code: string) => void;
  readonly onKeys: (isUp: boolean, code: string | null) => void;
}

/** Symmetric algorithms and `none` are left out on purpose: a public key must never pass for a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Types of token that are meant for a resource server, without `application/`. */
const usualTypes: readonly string[] = ['jwt', 'at+jwt'];

/** The last moment that a Date can hold, in seconds: a later expiry becomes NaN, and the token would never expire. */
const lastSecond = 8.64e12;

/** Callers are identified by a bearer token that the issuer signed for this service and that has not expired. */
export function jwtCallers(
  settings: JwtSettings,
  { now, fetch, addresses, onRefused, onKeys }: JwtTools,
): Callers {
  // Loaded here: in development no token is verified.
  const { errors, jwtVerify } = require('jose') as typeof import('jose');
  const keys = new KeySet({
    url: settings.jwksUrl,
    staleMs: settings.jwksStaleMs,
    now,
    fetch,
    onChange: onKeys,
  });

  const verified = async (token: string, credentials: Credentials, address: string) => {
    const { payload, protectedHeader } = await jwtVerify(token, keys.resolve, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms,
      currentDate: now(),
      requiredClaims: ['sub', 'exp'],
    });
    const fault = faultOf(payload, protectedHeader, settings);
    if (fault !== null) {
      onRefused(fault);
      return null;
    }
    const { sub = '' } = payload;
    addresses.saw(address, sub);
    return {
      ...callerOf(payload, credentials, addresses.countable(address)),
      ...accountAtProvider(payload, settings.accountClaim),
    };
  };

  return {
    async identify(credentials, address) {
      const token = /^Bearer +(\S+)$/i.exec(credentials['authorization'] ?? '')?.[1];
      if (token === undefined) return null;
      try {
        return await verified(token, credentials, address);
      } catch (error) {
        if (error instanceof KeysUnavailable) throw unavailable(error);
        // Only the kind of fault: the error's own text repeats claims.
        onRefused(error instanceof errors.JOSEError ? error.code : 'UNKNOWN');
        return null;
      }
    },
    isReady: () => keys.isLoaded,
    close: async () => keys.close(),
  };
}

/** The fault of a token whose signature, issuer, audience and times are right; null if there is none. */
function faultOf(
  { sub, exp, cnf }: JWTPayload,
  { typ }: JWTHeaderParameters,
  { tokenType }: JwtSettings,
): string | null {
  if (!isAccountId(sub)) return 'SUBJECT_MALFORMED';
  if (exp === undefined || exp > lastSecond) return 'EXPIRY_MALFORMED';
  // The token is bound to a key whose possession we do not verify: without that, the token may be stolen.
  if (cnf !== undefined) return 'BOUND_TO_KEY';
  return isOfType(typ, tokenType) ? null : 'TYPE_NOT_ACCEPTED';
}

/** The prefix `application/` may be left out (RFC 7515, 4.1.9); case does not count. */
function isOfType(typ: unknown, wanted: string | null): boolean {
  if (typ === undefined) return wanted === null;
  if (typeof typ !== 'string') return false;
  const plain = (type: string) => type.toLowerCase().replace(/^application\//, '');
  return wanted === null ? usualTypes.includes(plain(typ)) : plain(typ) === plain(wanted);
}

function callerOf(payload: JWTPayload, credentials: Credentials, address: string | null): Caller {
  const { sub = '', exp = 0, scope, scp, acr, amr, jti } = payload;
  return {
    guid: sub,
    scopes: new Set(textsIn(scope ?? scp)),
    signIn: [...textsIn(acr), ...textsIn(amr)],
    expiresAt: new Date(exp * 1000),
    address,
    ...(isTokenId(jti) && { tokenId: jti }),
    ...personToken(credentials),
  };
}

/** Longest token id that is recorded, in UTF-16 code units. */
const longestTokenId = 256;

function isTokenId(jti: unknown): jti is string {
  return typeof jti === 'string' && jti !== '' && jti.length <= longestTokenId && isStorable(jti);
}

/** A number is taken as its digits; any other kind of claim names no account. */
function accountAtProvider(payload: JWTPayload, claim: string | null): { accountAtProvider?: string } {
  const value = claim !== null && Object.hasOwn(payload, claim) ? payload[claim] : undefined;
  const account = Number.isSafeInteger(value) ? String(value) : value;
  return typeof account === 'string' && account !== '' ? { accountAtProvider: account } : {};
}

/** A claim that is a list, or a text in which blanks or commas separate the items. */
function textsIn(claim: unknown): string[] {
  if (typeof claim === 'string') return words(claim);
  return Array.isArray(claim) ? claim.flatMap((item) => (typeof item === 'string' ? words(item) : [])) : [];
}

function unavailable(cause: Error): ServiceError {
  return new ServiceError(
    'AUTH_UNAVAILABLE',
    'The access token cannot be checked at the moment: the keys of its issuer cannot be read. Try again soon.',
    { cause },
  );
}
